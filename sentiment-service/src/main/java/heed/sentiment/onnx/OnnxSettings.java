package heed.sentiment.onnx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A model of the user's own; without a directory the embedded one reads alone. */
@ConfigMapping(prefix = OnnxSettings.PREFIX)
public interface OnnxSettings {
  String PREFIX = "heed.model.onnx";

  /** Holds {@code model.onnx}, {@code tokenizer.json} and {@code config.json}. */
  Optional<Path> directory();

  /**
   * What the model's classes mean, in the order of its outputs: negative, neutral and positive, or
   * "1 star" to "5 stars". Unset, {@code id2label} of {@code config.json} tells.
   */
  Optional<List<String>> labels();

  /** What {@code tags.model} carries; unset, the directory's name. */
  Optional<String> name();

  /** A longer text is cut; 2 to what the model was trained for, special tokens included. */
  @WithDefault("512")
  int maxTokens();

  /** How many waiting texts are read in one run, 1 to 1024. */
  @WithDefault("16")
  int batch();

  /** From a text's arrival to its stance; after it the embedded model's stance stands. */
  @WithDefault("PT0.25S")
  Duration timeout();

  /** How many threads one run may use, 1 or more. */
  @WithDefault("1")
  int threads();

  /**
   * Refuses what cannot run.
   *
   * @throws IllegalArgumentException names the key, the value and the range
   */
  static void check(OnnxSettings settings) {
    within("max-tokens", settings.maxTokens(), 2, 1 << 16);
    within("batch", settings.batch(), 1, 1024);
    within("threads", settings.threads(), 1, 256);
    if (!settings.timeout().isPositive()) {
      throw new IllegalArgumentException(
          PREFIX + ".timeout is " + settings.timeout() + ", must be positive, such as PT0.25S");
    }
    if (settings.name().filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(PREFIX + ".name is blank; unset it or give a name");
    }
  }

  private static void within(String key, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s.%s is %d, must be %d to %d".formatted(PREFIX, key, value, low, high));
    }
  }
}
