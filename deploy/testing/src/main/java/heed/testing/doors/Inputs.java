package heed.testing.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Values made from schemas: as they should be, a little beside it, and hostile. */
final class Inputs {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 5;

  private final Contract contract;
  private final Map<String, List<String>> hints;
  private final RandomGenerator random;

  /**
   * @param hints what a parameter or a field of this name holds where it is meant well
   */
  Inputs(Contract contract, Map<String, List<String>> hints, RandomGenerator random) {
    this.contract = contract;
    this.hints = hints;
    this.random = random;
  }

  /** For a place in an address or a header: well meant, most of the time. */
  String parameter(String path, String name, JsonNode schema) {
    if (random.nextInt(4) == 0) {
      return Hostile.text(random);
    }
    var hinted = hinted(path, name);
    if (hinted != null) {
      return Hostile.pick(random, hinted);
    }
    var value = value(name, schema, 0);
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** What is said of this path goes before what is said of any. */
  private @Nullable List<String> hinted(String path, String name) {
    for (var at = path.length(); at > 0; at = path.lastIndexOf('/', at - 1)) {
      var own = hints.get(path.substring(0, at) + " " + name);
      if (own != null) {
        return own;
      }
    }
    return hints.get(name);
  }

  /** A body by its schema; every third one has something wrong in one place. */
  JsonNode body(JsonNode schema) {
    var body = value("", schema, 0);
    return random.nextInt(3) == 0 ? spoilt(body) : body;
  }

  private JsonNode value(String name, JsonNode given, int depth) {
    var schema = contract.resolved(given);
    var hinted = hints.get(name);
    if (hinted != null && !schema.has("properties") && !schema.has("items")) {
      return hint(Hostile.pick(random, hinted), schema);
    }
    for (var choice : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.has(choice)) {
        var options = schema.get(choice);
        return value(name, options.get(random.nextInt(options.size())), depth);
      }
    }
    if (schema.path("nullable").asBoolean() && random.nextInt(5) == 0) {
      return NODES.nullNode();
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    return byType(name, schema, depth);
  }

  private JsonNode hint(String value, JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "integer", "number" -> NODES.numberNode(Double.valueOf(value).longValue());
      default -> NODES.textNode(value);
    };
  }

  private JsonNode byType(String name, JsonNode schema, int depth) {
    return switch (schema.path("type").asText(schema.has("properties") ? "object" : "string")) {
      case "object" -> object(schema, depth);
      case "array" -> array(name, schema, depth);
      case "integer" -> NODES.numberNode(random.nextInt(-1, 12));
      case "number" -> NODES.numberNode(random.nextDouble(-1, 12));
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      default -> NODES.textNode(text(schema));
    };
  }

  private String text(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "date-time" -> "2026-11-%02dT10:00:00Z".formatted(1 + random.nextInt(28));
      case "date" -> "2026-11-%02d".formatted(1 + random.nextInt(28));
      case "duration" -> "PT" + random.nextInt(1, 90) + "M";
      case "uri" -> "https://127.0.0.1:9/" + random.nextInt(100);
      default ->
          random.nextInt(6) == 0
              ? Hostile.text(random)
              : Hostile.pick(
                  random, List.of("a", "gut", "Slikta piegāde", "x-1", "2026", "Kettle"));
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    var object = NODES.objectNode();
    if (depth > DEEPEST) {
      return object;
    }
    var required = new ArrayList<String>();
    schema.path("required").forEach(r -> required.add(r.asText()));
    schema
        .path("properties")
        .fields()
        .forEachRemaining(
            p -> {
              if (required.contains(p.getKey()) || random.nextInt(4) > 0) {
                object.set(p.getKey(), value(p.getKey(), p.getValue(), depth + 1));
              }
            });
    return object;
  }

  private ArrayNode array(String name, JsonNode schema, int depth) {
    var array = NODES.arrayNode();
    for (var n = random.nextInt(3); n > 0 && depth <= DEEPEST; n--) {
      array.add(value(name, schema.path("items"), depth + 1));
    }
    return array;
  }

  /** One place, anywhere in it, is not as it should be. */
  private JsonNode spoilt(JsonNode body) {
    if (body instanceof ObjectNode object && (object.isEmpty() || random.nextInt(6) == 0)) {
      object.set(random.nextBoolean() ? "unknown" : Hostile.text(random), wrong());
      return object;
    }
    if (body instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      var name = Hostile.pick(random, names);
      switch (random.nextInt(3)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name, wrong());
        default -> object.set(name, spoilt(object.get(name)));
      }
      return object;
    }
    if (body instanceof ArrayNode array && !array.isEmpty()) {
      var at = random.nextInt(array.size());
      array.set(at, spoilt(array.get(at)));
      return array;
    }
    return wrong();
  }

  private JsonNode wrong() {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(4.5);
      case 2 -> NODES.numberNode(-1);
      case 3 -> NODES.numberNode(new java.math.BigDecimal("1e400"));
      case 4 -> NODES.numberNode(Long.MAX_VALUE);
      case 5 -> NODES.booleanNode(true);
      case 6 -> NODES.objectNode().put("x", 1);
      case 7 -> NODES.arrayNode().add(1).addNull();
      default -> NODES.textNode(Hostile.text(random));
    };
  }
}
