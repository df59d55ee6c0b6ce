package heed.sentiment.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import heed.sentiment.model.Stance;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The network with its tokenizer; one thread at a time. */
final class Network implements Scorer {
  private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");
  private static final String PROBE = "ok";

  private final Folder folder;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final String output;

  private Network(
      Folder folder,
      OrtEnvironment environment,
      OrtSession session,
      HuggingFaceTokenizer tokenizer) {
    this.folder = folder;
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    var names = session.getOutputNames();
    this.output = names.contains("logits") ? "logits" : names.iterator().next();
  }

  /**
   * Loads the directory and reads one word with it, so that what cannot work is told at the start.
   *
   * @throws IllegalArgumentException one sentence that names the key and the remedy
   */
  static Network open(Folder folder, OnnxSettings settings) {
    try {
      var environment = Natives.environment();
      var session = session(folder, environment, settings.threads());
      var tokenizer = Natives.tokenizer(folder.tokenizer(), settings.maxTokens());
      var network = new Network(folder, environment, session, tokenizer);
      network.read(List.of(PROBE));
      return network;
    } catch (OrtException | IOException | RuntimeException e) {
      var why = "cannot be read with: " + e.getMessage() + "; export model and tokenizer again";
      throw new IllegalArgumentException(Folder.refused(folder.path(), why).getMessage(), e);
    } catch (LinkageError e) {
      var why =
          "needs native libraries, which run on Linux with glibc, macOS on ARM and Windows, from a"
              + " temporary folder that allows execution; unset the key elsewhere";
      throw new IllegalArgumentException(Folder.refused(folder.path(), why).getMessage(), e);
    }
  }

  private static OrtSession session(Folder folder, OrtEnvironment environment, int threads)
      throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Threads that wait must not burn a core the stream needs.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      var session = environment.createSession(folder.model().toString(), options);
      if (!INPUTS.containsAll(session.getInputNames())) {
        throw new IllegalArgumentException(
            "its inputs are %s, must be of %s".formatted(session.getInputNames(), INPUTS));
      }
      return session;
    }
  }

  @Override
  public List<Stance> read(List<String> texts) throws OrtException {
    var encodings = tokenizer.batchEncode(texts);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (var input : session.getInputNames()) {
        inputs.put(input, OnnxTensor.createTensor(environment, rows(input, encodings)));
      }
      try (var result = session.run(inputs, Set.of(output))) {
        var logits = (float[][]) result.get(0).getValue();
        return Arrays.stream(logits).map(folder.classes()::stance).toList();
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private long[][] rows(String input, Encoding[] encodings) {
    return switch (input) {
      case "input_ids" -> filled(encodings, Encoding::getIds, folder.padding());
      case "attention_mask" -> filled(encodings, Encoding::getAttentionMask, 0);
      default -> filled(encodings, Encoding::getTypeIds, 0);
    };
  }

  /** All rows as long as the longest; the mask hides what was filled up. */
  private static long[][] filled(
      Encoding[] encodings, Function<Encoding, long[]> values, long filler) {
    var longest = 1;
    for (var encoding : encodings) {
      longest = Math.max(longest, encoding.getIds().length);
    }
    var rows = new long[encodings.length][];
    for (var i = 0; i < rows.length; i++) {
      var row = values.apply(encodings[i]);
      rows[i] = Arrays.copyOf(row, longest);
      Arrays.fill(rows[i], row.length, longest, filler);
    }
    return rows;
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session did not close", e);
    }
  }
}
