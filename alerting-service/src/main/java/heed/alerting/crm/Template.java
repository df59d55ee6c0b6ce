package heed.alerting.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON with places for facts. */
sealed interface Template {
  /** The JSON with everything in its place. */
  JsonNode fill(Facts facts);

  /** The same whatever the facts. */
  record Constant(JsonNode value) implements Template {
    @Override
    public JsonNode fill(Facts facts) {
      return value.deepCopy();
    }
  }

  record Fields(LinkedHashMap<String, Template> fields) implements Template {
    @Override
    public JsonNode fill(Facts facts) {
      var filled = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, value) -> filled.set(name, value.fill(facts)));
      return filled;
    }
  }

  record Items(List<Template> items) implements Template {
    @Override
    public JsonNode fill(Facts facts) {
      var filled = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> filled.add(item.fill(facts)));
      return filled;
    }
  }

  /**
   * A place for one fact.
   *
   * @param table what each value is called there; null: as it is
   * @param otherwise for a fact that there is not, or that the table does not have
   * @param join puts a list into one text, with this between
   */
  record Place(
      FactName fact,
      @Nullable Map<String, JsonNode> table,
      JsonNode otherwise,
      @Nullable String join)
      implements Template {
    @Override
    public JsonNode fill(Facts facts) {
      var value = facts.of(fact);
      if (!value.isArray()) {
        return translated(value);
      }
      var items = StreamSupport.stream(value.spliterator(), false).map(this::translated).toList();
      return join == null
          ? JsonNodeFactory.instance.arrayNode().addAll(items)
          : JsonNodeFactory.instance.textNode(
              items.stream().map(JsonNode::asText).collect(Collectors.joining(join)));
    }

    private JsonNode translated(JsonNode value) {
      if (value.isNull()) {
        return otherwise;
      }
      return table == null ? value : table.getOrDefault(value.asText(), otherwise);
    }
  }
}
