package heed.door;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says in the client's words what Jackson says in Java's; never quotes a value or names a class.
 */
final class JsonRefusal {
  static Refusal of(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Refusal.field(
              pointer(unknown),
              name(unknown) + " is not known here; check its spelling or leave it out");
      case StreamConstraintsException ignored ->
          Refusal.badRequest("the JSON is nested too deep, or a number or name in it is too long");
      case MismatchedInputException mismatched -> mismatched(mismatched);
      case JsonMappingException guarded when guard(guarded) != null ->
          Refusal.field(pointer(guarded), String.valueOf(guard(guarded)));
      case JsonMappingException wrapping
          when wrapping.getCause() instanceof JacksonException cause ->
          of(cause);
      case JsonParseException broken -> broken(broken);
      default -> Refusal.badRequest("the body is not valid JSON" + place(e));
    };
  }

  private static Refusal mismatched(MismatchedInputException e) {
    if (e.getPath().isEmpty()) {
      return Refusal.badRequest("the body must be one JSON object");
    }
    var type = e.getTargetType();
    return Refusal.field(pointer(e), name(e) + " must be " + expected(type));
  }

  private static Refusal broken(JsonParseException e) {
    var message = String.valueOf(e.getOriginalMessage());
    return message.startsWith("Duplicate field")
        ? Refusal.badRequest("a field is given twice" + place(e))
        : Refusal.badRequest("the body is not valid JSON" + place(e));
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of "
          + java.util.Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "int", "long", "Integer", "Long" -> "a whole number";
      case "double", "Double" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "String" -> "a string";
      case "Instant" -> "a time as RFC 3339 has it, such as 2026-11-23T10:00:00Z";
      case "UUID" -> "a UUID";
      case "List", "Set", "ArrayList" -> "an array";
      default -> "an object";
    };
  }

  private static @Nullable String guard(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException guard ? guard.getMessage() : null;
  }

  private static String name(JsonMappingException e) {
    return e.getPath().isEmpty() ? "the body" : pointer(e).substring(1).replace('/', '.');
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            r ->
                r.getFieldName() == null ? String.valueOf(r.getIndex()) : escaped(r.getFieldName()))
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String escaped(String name) {
    var shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?").replace("~", "~0").replace("/", "~1");
  }

  private static String place(JacksonException e) {
    var at = e.getLocation();
    return at == null
        ? ""
        : String.format(Locale.ROOT, " (line %d, column %d)", at.getLineNr(), at.getColumnNr());
  }

  private JsonRefusal() {}
}
