package heed.sentiment.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's directory as the usual exports leave it.
 *
 * @param padding the id that fills up shorter texts of a batch
 */
record Folder(Path path, Classes classes, long padding) {
  private static final String KEY = OnnxSettings.PREFIX + ".directory";

  Path model() {
    return path.resolve("model.onnx");
  }

  Path tokenizer() {
    return path.resolve("tokenizer.json");
  }

  /**
   * Looks at all but the weights.
   *
   * @throws IllegalArgumentException one sentence that names the key and the remedy
   */
  static Folder of(Path path, OnnxSettings settings) {
    if (!Files.isDirectory(path)) {
      throw refused(path, "is not a directory; give the one that holds model.onnx, or unset it");
    }
    require(path, "model.onnx", "export the model to ONNX into it");
    require(path, "tokenizer.json", "save the model's fast tokenizer into it");
    var config = config(path);
    var names = settings.labels().orElseGet(() -> names(config));
    try {
      return new Folder(path, Classes.named(names), config.path("pad_token_id").asLong(0));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s.labels, or id2label in %s: %s; set the key to the names in the model's order"
              .formatted(OnnxSettings.PREFIX, path.resolve("config.json"), e.getMessage()),
          e);
    }
  }

  /** The refusal of a directory, as one sentence. */
  static IllegalArgumentException refused(Path path, String why) {
    return new IllegalArgumentException("%s: %s %s".formatted(KEY, path, why));
  }

  private static void require(Path path, String file, String remedy) {
    if (!Files.isReadable(path.resolve(file))) {
      throw refused(path, "holds no readable " + file + "; " + remedy);
    }
  }

  private static JsonNode config(Path path) {
    var mapper = new ObjectMapper();
    var file = path.resolve("config.json");
    try {
      return Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createObjectNode();
    } catch (IOException e) {
      var why = "holds a config.json that is not JSON; export it again";
      throw new IllegalArgumentException(refused(path, why).getMessage(), e);
    }
  }

  private static List<String> names(JsonNode config) {
    var byId = config.path("id2label");
    List<String> names = new ArrayList<>();
    while (byId.has(Integer.toString(names.size()))) {
      names.add(byId.path(Integer.toString(names.size())).asText());
    }
    return names;
  }
}
