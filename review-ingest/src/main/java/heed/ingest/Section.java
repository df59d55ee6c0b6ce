package heed.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a mapping file, read strictly: whoever reads it says at the {@link #end} that this
 * was all, and a key that nobody asked for is a fault. Every fault names file and place.
 */
final class Section {
  private final String file;
  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param path such as {@code fields.rating}; empty for the whole file
   * @throws BadMapping if there is no object
   */
  Section(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw fault("must hold keys and values, such as name: Trustpilot");
    }
  }

  boolean has(String key) {
    asked.add(key);
    return node.hasNonNull(key);
  }

  /** The value as it is; never null. */
  JsonNode get(String key) {
    asked.add(key);
    return node.path(key);
  }

  Section section(String key) {
    if (!has(key)) {
      throw fault(key, "is missing");
    }
    return new Section(file, at(key), node.get(key));
  }

  String text(String key) {
    var text = textOr(key, null);
    if (text == null) {
      throw fault(key, "is missing");
    }
    return text;
  }

  /** A word, a number or a truth value, as it is written. */
  @Nullable String textOr(String key, @Nullable String otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    var value = node.get(key);
    if (!value.isValueNode()) {
      throw fault(key, "must be one value");
    }
    return value.asText();
  }

  boolean flag(String key) {
    return has(key) && Boolean.TRUE.equals(flagOrNull(key));
  }

  @Nullable Boolean flagOrNull(String key) {
    if (!has(key)) {
      return null;
    }
    if (!node.get(key).isBoolean()) {
      throw fault(key, "must be true or false");
    }
    return node.get(key).booleanValue();
  }

  /** One value or a list of them; none is an empty list. */
  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    if (has(key)) {
      var value = node.get(key);
      for (var each : value.isArray() ? value : List.of(value)) {
        if (!each.isValueNode() || each.isNull()) {
          throw fault(key, "must be one value, or a list of values");
        }
        texts.add(each.asText());
      }
    }
    return texts;
  }

  /** Words and what they are here. */
  Map<String, String> table(String key) {
    var table = new LinkedHashMap<String, String>();
    if (has(key)) {
      var value = node.get(key);
      if (!value.isObject()) {
        throw fault(key, "must be a table of words, such as FIVE: 5");
      }
      for (var entry : value.properties()) {
        if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
          throw fault(key + "." + entry.getKey(), "must be one value");
        }
        table.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return table;
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> values, E otherwise) {
    var word = textOr(key, otherwise.name());
    for (var value : values.getEnumConstants()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    throw fault(key, "is %s, must be one of %s".formatted(shown(word), names(values)));
  }

  List<String> keys() {
    var keys = new ArrayList<String>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /**
   * @param known the keys there are, for the message
   * @throws BadMapping if there is a key that nobody asked for
   */
  void end(String known) {
    for (var key : keys()) {
      if (!asked.contains(key)) {
        throw fault(key, "is not known here; the keys are " + known);
      }
    }
  }

  BadMapping fault(String key, String what) {
    return new BadMapping("mapping %s: %s %s".formatted(file, at(key), what));
  }

  BadMapping fault(String what) {
    return new BadMapping(
        path.isEmpty()
            ? "mapping %s %s".formatted(file, what)
            : "mapping %s: %s %s".formatted(file, path, what));
  }

  String file() {
    return file;
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String shown(@Nullable String word) {
    return "\"" + Characters.shown(String.valueOf(word)) + "\"";
  }

  private static <E extends Enum<E>> String names(Class<E> values) {
    var names = new ArrayList<String>();
    for (var value : values.getEnumConstants()) {
      names.add(value.name());
    }
    return String.join(", ", names).toUpperCase(Locale.ROOT);
  }
}
