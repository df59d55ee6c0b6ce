package heed.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import heed.door.FieldError;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document that is being read. Whatever is wrong is put down with its pointer and
 * reading goes on, so that all faults are told at once.
 */
final class Place {
  private final JsonNode node;
  private final String pointer;
  private final List<FieldError> faults;
  private final int before;

  private Place(JsonNode node, String pointer, List<FieldError> faults) {
    this.node = node;
    this.pointer = pointer;
    this.faults = faults;
    this.before = faults.size();
  }

  static Place root(JsonNode document) {
    return new Place(document, "", new ArrayList<>());
  }

  List<FieldError> faults() {
    return faults;
  }

  JsonNode json() {
    return node;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** Refuses fields of other names; true if this is an object at all. */
  boolean object(String... fields) {
    if (!node.isObject()) {
      fault("", name("") + " must be an object");
      return false;
    }
    var known = Set.of(fields);
    for (var names = node.fieldNames(); names.hasNext(); ) {
      var field = names.next();
      if (!known.contains(field)) {
        fault(
            "/" + escaped(field),
            name(escaped(field)) + " is not known here; check its spelling or leave it out");
      }
    }
    return true;
  }

  /** The value made of what was read; null, with the faults put down, if it cannot be. */
  <T> @Nullable T make(Supplier<T> maker) {
    if (faults.size() > before) {
      return null;
    }
    try {
      return maker.get();
    } catch (Faulty e) {
      e.faults().forEach(f -> fault(f.pointer(), f.detail()));
    } catch (IllegalArgumentException e) {
      fault("", String.valueOf(e.getMessage()));
    }
    return null;
  }

  String text(String field) {
    var text = textOrNull(field);
    if (text == null && !has(field)) {
      fault("/" + field, name(field) + " is missing");
    }
    return text == null ? "" : text;
  }

  @Nullable String textOrNull(String field) {
    return has(field) ? at(field).text() : null;
  }

  /** The text here. */
  @Nullable String text() {
    if (node.isTextual()) {
      return node.textValue();
    }
    fault("", name("") + " must be a string");
    return null;
  }

  @Nullable Double number(String field) {
    if (!has(field)) {
      return null;
    }
    return at(field).number();
  }

  @Nullable Double number() {
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    fault("", name("") + " must be a number");
    return null;
  }

  @Nullable Duration durationOrNull(String field) {
    return parsed(field, Duration::parse, "a duration as ISO 8601 has it, such as PT24H");
  }

  Duration duration(String field) {
    var duration = durationOrNull(field);
    if (duration == null && !has(field)) {
      fault("/" + field, name(field) + " is missing; it is a duration, such as PT24H");
    }
    return duration == null ? Duration.ZERO : duration;
  }

  /** A text that stands for something else; null if it is missing or stands for nothing. */
  <T> @Nullable T parsed(String field, Function<String, T> parser, String what) {
    return has(field) ? at(field).parsed(parser, what) : null;
  }

  <T> @Nullable T parsed(Function<String, T> parser, String what) {
    var text = text();
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      fault("", name("") + " must be " + what);
      return null;
    }
  }

  <E extends Enum<E>> @Nullable E choice(String field, Class<E> type) {
    return parsed(field, text -> Enum.valueOf(type, text), oneOf(type));
  }

  static <E extends Enum<E>> String oneOf(Class<E> type) {
    return "one of "
        + String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
  }

  /** The items of a list; none if it is missing. A single value may stand for a list of one. */
  List<Place> several(String field) {
    return has(field) && !node.get(field).isContainerNode() ? List.of(at(field)) : items(field);
  }

  /** The items of a list; none if it is missing. */
  List<Place> items(String field) {
    var items = new ArrayList<Place>();
    if (!has(field)) {
      return items;
    }
    if (!node.get(field).isArray()) {
      fault("/" + field, name(field) + " must be an array");
    }
    for (var i = 0; node.get(field).isArray() && i < node.get(field).size(); i++) {
      items.add(new Place(node.get(field).get(i), pointer + "/" + field + "/" + i, faults));
    }
    return items;
  }

  Place at(String field) {
    return new Place(node.path(field), pointer + "/" + escaped(field), faults);
  }

  void fault(String below, String detail) {
    faults.add(new FieldError(pointer + below, detail));
  }

  private String name(String field) {
    var path = pointer + (field.isEmpty() ? "" : "/" + field);
    return path.isEmpty() ? "the document" : path.substring(1).replace('/', '.');
  }

  private static String escaped(String name) {
    var shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?").replace("~", "~0").replace("/", "~1");
  }
}
