package heed.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import heed.door.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the items of what another platform sent as JSON. */
final class SentJson {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * The items of a body: those of a list, or the one that it is.
   *
   * @throws Refusal 400 if there is no JSON, or no item where the mapping has them
   */
  static List<SentItem> read(SourceMapping mapping, byte[] bytes, int from, int length) {
    var body = tree(bytes, from, length);
    for (var pointer : mapping.items()) {
      var node = body.at(pointer);
      if (node.isArray()) {
        var items = new ArrayList<SentItem>(node.size());
        for (var i = 0; i < node.size(); i++) {
          items.add(new SentItem.Json(node.get(i), pointer + "/" + i));
        }
        return items;
      }
      if (node.isObject()) {
        return List.of(new SentItem.Json(node, pointer.toString()));
      }
    }
    var places = mapping.items().stream().map(p -> "\"" + p + "\"").toList();
    throw Refusal.field(
        mapping.items().getFirst().toString(),
        "there is no review at %s, where the mapping of %s has them"
            .formatted(String.join(" or ", places), mapping.source()));
  }

  /** The line of a file of such JSON, which holds one item. */
  static PostedLines.Line line(InboundSource source, byte[] bytes, int from, int length) {
    var items = read(source.mapping(), bytes, from, length);
    return items.size() == 1
        ? new PostedLines.Line.Sent(source.mapper().map(items.getFirst()))
        : new PostedLines.Line.Unreadable(
            "holds " + items.size() + " reviews, must hold one; put each on a line of its own");
  }

  private static JsonNode tree(byte[] bytes, int from, int length) {
    var json = Characters.decode(bytes, from, length);
    if (json == null) {
      throw Refusal.badRequest("the body is not valid UTF-8");
    }
    try {
      @Nullable JsonNode tree = JSON.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
      if (tree == null || !tree.isContainerNode()) {
        throw Refusal.badRequest("the body must be a JSON object or array");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw Refusal.badRequest(
          "the JSON is nested too deep, or a name or a number in it is too long");
    } catch (NumberFormatException | ArithmeticException e) {
      throw Refusal.badRequest(
          "the JSON has a number whose exponent is too large; write it as text");
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw Refusal.badRequest(
          "the body is not valid JSON"
              + (at == null
                  ? ""
                  : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr())));
    }
  }

  private SentJson() {}
}
