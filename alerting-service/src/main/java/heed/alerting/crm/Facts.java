package heed.alerting.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one event.
 *
 * @param type the event's, without its version
 */
public record Facts(String type, Map<FactName, JsonNode> values) {
  public Facts {
    values = Map.copyOf(values);
    for (var name : FactName.values()) {
      if (name.of(type) && !name.optional() && !values.containsKey(name)) {
        throw new IllegalArgumentException(type + " has no " + name.written());
      }
    }
  }

  /** What there is of it; JSON's null if there is none. */
  JsonNode of(FactName name) {
    return values.getOrDefault(name, JsonNodeFactory.instance.nullNode());
  }

  /** Gathers them; a null is left out. */
  public static final class Builder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final EnumMap<FactName, JsonNode> values = new EnumMap<>(FactName.class);

    public Builder put(FactName name, @Nullable Object value) {
      switch (value) {
        case null -> {}
        case Integer number -> values.put(name, JSON.numberNode(number));
        case Long number -> values.put(name, JSON.numberNode(number));
        case Instant at -> values.put(name, JSON.textNode(at.toString()));
        case Collection<?> several -> {
          var list = JSON.arrayNode();
          several.forEach(one -> list.add(String.valueOf(one)));
          values.put(name, list);
        }
        default -> values.put(name, JSON.textNode(value.toString()));
      }
      return this;
    }

    public Facts of(String type) {
      return new Facts(type, values);
    }
  }
}
