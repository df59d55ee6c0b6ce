package heed.sentiment.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model directory as an export leaves it, with a network so small that its answers are known: a
 * row of logits per word, summed under the mask. Padding shouts for class 0 unless the mask hides
 * it.
 */
final class TinyModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int PADDING = 1;

  /** Writes a directory; the word {@code wI} speaks for class I, all others for none. */
  static Path write(Path directory, List<String> names) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve("model.onnx"), network(names.size()));
    Files.writeString(directory.resolve("tokenizer.json"), tokenizer(names.size()));
    Files.writeString(directory.resolve("config.json"), config(names));
    return directory;
  }

  private static String tokenizer(int classes) {
    var words = new StringBuilder("\"[UNK]\": 0, \"[PAD]\": " + PADDING);
    for (var i = 0; i < classes; i++) {
      words.append(", \"w%d\": %d".formatted(i, PADDING + 1 + i));
    }
    return """
        {"version": "1.0", "truncation": null, "added_tokens": [],
         "padding": {"strategy": {"Fixed": 64}, "direction": "Right", "pad_to_multiple_of": null,
                     "pad_id": 1, "pad_type_id": 0, "pad_token": "[PAD]"},
         "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
         "post_processor": null, "decoder": null,
         "model": {"type": "WordLevel", "vocab": {%s}, "unk_token": "[UNK]"}}"""
        .formatted(words);
  }

  private static String config(List<String> names) {
    var labels = new StringBuilder();
    for (var i = 0; i < names.size(); i++) {
      labels.append(i == 0 ? "" : ", ").append("\"%d\": \"%s\"".formatted(i, names.get(i)));
    }
    return "{\"pad_token_id\": %d, \"id2label\": {%s}}".formatted(PADDING, labels);
  }

  private static byte[] network(int classes) {
    var graph =
        new Protobuf()
            .message(1, node("Gather", "row", "rows", "input_ids"))
            .message(1, cast("attention_mask", "mask"))
            .message(1, node("Unsqueeze", "masks", "mask", "last"))
            .message(1, node("Mul", "heard", "row", "masks"))
            .message(1, sum("heard", "words", "logits"))
            .text(2, "tiny")
            .message(5, rows(classes))
            .message(5, axis("last", -1))
            .message(5, axis("words", 1))
            .message(11, value("input_ids", INT64))
            .message(11, value("attention_mask", INT64))
            .message(12, value("logits", FLOAT));
    return new Protobuf()
        .number(1, 8)
        .message(7, graph)
        .message(8, new Protobuf().number(2, 13))
        .toBytes();
  }

  private static Protobuf rows(int classes) {
    var words = PADDING + 1 + classes;
    var weights = new float[words * classes];
    weights[PADDING * classes] = 50;
    for (var i = 0; i < classes; i++) {
      weights[(PADDING + 1 + i) * classes + i] = 2;
    }
    return new Protobuf()
        .number(1, words)
        .number(1, classes)
        .number(2, FLOAT)
        .text(8, "rows")
        .floats(9, weights);
  }

  private static Protobuf axis(String name, long axis) {
    return new Protobuf().number(1, 1).number(2, INT64).text(8, name).longs(9, axis);
  }

  private static Protobuf node(String type, String output, String... inputs) {
    var node = new Protobuf();
    for (var input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, type);
  }

  private static Protobuf cast(String input, String output) {
    return node("Cast", output, input).message(5, whole("to", FLOAT));
  }

  private static Protobuf sum(String input, String axes, String output) {
    return node("ReduceSum", output, input, axes).message(5, whole("keepdims", 0));
  }

  private static Protobuf whole(String name, long value) {
    return new Protobuf().text(1, name).number(3, value).number(20, 2);
  }

  private static Protobuf value(String name, int type) {
    var shape = new Protobuf();
    for (var dimension : new String[] {"texts", "words"}) {
      var size = name.equals("logits") && dimension.equals("words") ? "classes" : dimension;
      shape.message(1, new Protobuf().text(2, size));
    }
    var tensor = new Protobuf().number(1, type).message(2, shape);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
  }

  private TinyModel() {}
}
