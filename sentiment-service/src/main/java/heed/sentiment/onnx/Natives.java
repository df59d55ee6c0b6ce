package heed.sentiment.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * How the native libraries come in: out of their jars, never over the network, and without telling
 * anyone that they run. What is set here must be set before either library's first class is loaded.
 */
final class Natives {
  static {
    // Offline, no library is fetched and no call home is made; the second says the latter again.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // A folder of our own: a known place in a shared /tmp could be filled by someone else first.
    System.setProperty("ENGINE_CACHE_DIR", folder().toString());
  }

  private static Path folder() {
    try {
      var folder = Files.createTempDirectory("heed-tokenizers");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OrtEnvironment environment() throws OrtException {
    var environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "heed");
    // Windows' event tracing is all there is to turn off in the pinned version.
    environment.setTelemetry(false);
    return environment;
  }

  /** A tokenizer that cuts at {@code maxTokens} and pads nothing. */
  static HuggingFaceTokenizer tokenizer(Path file, int maxTokens) throws IOException {
    return HuggingFaceTokenizer.builder()
        .optTokenizerPath(file)
        .optTruncation(true)
        .optPadding(false)
        .optMaxLength(maxTokens)
        .build();
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      // A leftover in the temporary folder harms nobody.
    }
  }

  private Natives() {}
}
