package heed.sentiment.onnx;

import heed.sentiment.model.Opinion;
import heed.sentiment.model.Stance;
import heed.sentiment.model.TextModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The user's own network for the stance, the embedded model for all else: language, aspects,
 * alarms. A network that is slow, fails or is asked too much costs a text its better stance and
 * nothing more; {@code heed.model.fallbacks} counts those.
 */
public final class OnnxModel implements TextModel {
  /** Below this the three labels are too close to call, as for the embedded model. */
  static final double TOO_CLOSE = 0.38;

  private static final Logger LOG = Logger.getLogger(OnnxModel.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final TextModel embedded;
  private final Scorer scorer;
  private final Batches batches;
  private final Duration timeout;
  private final Map<Fallback, Counter> fallbacks = new EnumMap<>(Fallback.class);

  OnnxModel(
      String name,
      TextModel embedded,
      Scorer scorer,
      OnnxSettings settings,
      MeterRegistry registry) {
    this.name = name;
    this.embedded = embedded;
    this.scorer = scorer;
    this.timeout = settings.timeout();
    this.batches = new Batches(scorer, settings.batch(), timeout);
    for (var why : Fallback.values()) {
      fallbacks.put(
          why,
          Counter.builder("heed.model.fallbacks")
              .description("Texts that kept the embedded model's stance")
              .tag("reason", why.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /**
   * Opens the directory that {@code settings} name.
   *
   * @throws IllegalArgumentException one sentence that names the key and the remedy
   */
  public static OnnxModel open(
      Path directory, OnnxSettings settings, TextModel embedded, MeterRegistry registry) {
    OnnxSettings.check(settings);
    var folder = Folder.of(directory.toAbsolutePath().normalize(), settings);
    var network = Network.open(folder, settings);
    var last = String.valueOf(folder.path().getFileName());
    var model = new OnnxModel(settings.name().orElse(last), embedded, network, settings, registry);
    LOG.infof("Reading with a model of your own; model=%s", model.name());
    return model;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Opinion read(String text, @Nullable String language) {
    var opinion = embedded.read(text, language);
    var stance = text.isBlank() ? null : stance(text);
    if (stance == null) {
      return opinion.by(embedded.name(), opinion.stance());
    }
    return opinion.by(name, stance.confidence() < TOO_CLOSE ? null : stance);
  }

  /** Null if the embedded one's must do. */
  private @Nullable Stance stance(String text) {
    try {
      var waiting = batches.submit(text);
      try {
        return waiting.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        waiting.cancel(false);
      }
    } catch (RejectedExecutionException e) {
      return without(Fallback.SATURATED);
    } catch (TimeoutException e) {
      return without(Fallback.TIMEOUT);
    } catch (ExecutionException e) {
      // The message may hold the text; the class may not.
      LOG.debugf("Model failed; model=%s reason=%s", name, className(e));
      return without(Fallback.ERROR);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return without(Fallback.TIMEOUT);
    }
  }

  private @Nullable Stance without(Fallback why) {
    var counter = fallbacks.get(why);
    if (counter != null) {
      counter.increment();
    }
    return null;
  }

  private static String className(ExecutionException e) {
    var cause = e.getCause();
    return (cause == null ? e : cause).getClass().getName();
  }

  /** Lets the run under way end, then frees the network. */
  public void close() {
    // Freed under a run, native memory takes the process down; at the end leaving it is harmless.
    if (batches.end(PATIENCE)) {
      scorer.close();
    }
  }
}
