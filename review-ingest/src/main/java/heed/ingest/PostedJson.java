package heed.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import heed.door.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one thing from JSON, strictly: no unknown names, no duplicates, no second value, no
 * coercion. It reads tokens rather than binding to a class: binding stops at the first fault, and a
 * storefront wants to hear all of them at once; and nothing is built that is not kept.
 */
final class PostedJson {
  private static final int DEEPEST = 16;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(IngestSettings.MAX_REVIEW_BYTES)
                  .build())
          .build();

  /**
   * Reads what UTF-8 bytes hold.
   *
   * @throws Refusal 400 if they are not one JSON object in valid UTF-8
   */
  static Posted read(Fields fields, byte[] bytes, int from, int length) {
    var json = Characters.decode(bytes, from, length);
    if (json == null) {
      throw Refusal.badRequest("the body is not valid UTF-8");
    }
    // A byte order mark at the head is no part of the text (RFC 8259, section 8.1).
    var text = json.startsWith("\uFEFF") ? json.substring(1) : json;
    try (var parser = JSON.createParser(text)) {
      return new PostedJson(fields, parser).object();
    } catch (JacksonException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final Fields known;
  private final JsonParser parser;
  private final Posted posted = new Posted();

  private PostedJson(Fields known, JsonParser parser) {
    this.known = known;
    this.parser = parser;
  }

  private Posted object() throws IOException {
    var first = parser.nextToken();
    if (first == null) {
      throw Refusal.badRequest("the body is empty, must be one JSON object");
    }
    if (first != JsonToken.START_OBJECT) {
      throw Refusal.badRequest("the body must be one JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var group = known.group(name);
      var many = known.many();
      if (group != null) {
        group(name, group);
      } else if (many != null && many.name().equals(name)) {
        list(many);
      } else {
        value(posted, name.indexOf('.') < 0 ? known.named(name) : null, name, "/");
      }
    }
    if (parser.nextToken() != null) {
      throw Refusal.badRequest("the body must be one JSON object, with nothing after it");
    }
    return posted;
  }

  private void group(String name, Map<String, Field> fields) throws IOException {
    var token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      posted.wrong("/" + name, name + " must be an object");
      parser.skipChildren();
      return;
    }
    if (name.equals("rating")) {
      posted.markRated();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var inner = parser.currentName();
      value(posted, fields.get(inner), inner, "/" + name + "/");
    }
  }

  private void list(Fields.Many many) throws IOException {
    var token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      posted.wrong("/" + many.name(), many.name() + " must be a list");
      parser.skipChildren();
      return;
    }
    var count = 0;
    for (; parser.nextToken() != JsonToken.END_ARRAY; count++) {
      if (count < many.most()) {
        item(many, count);
      } else {
        parser.skipChildren();
      }
    }
    if (count > many.most()) {
      posted.wrong(
          "/" + many.name(),
          many.name() + " has " + count + " entries, must have 1 to " + many.most());
    }
  }

  private void item(Fields.Many many, int index) throws IOException {
    var item = posted.item(many.name(), index);
    var at = many.name() + "/" + index;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      posted.wrong("/" + at, at.replace('/', '.') + " must be an object");
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var inner = parser.currentName();
      value(item, many.each().named(inner), inner, "/" + at + "/");
    }
  }

  private void value(Posted posted, @Nullable Field field, String name, String at)
      throws IOException {
    var token = parser.nextToken();
    if (field == null) {
      var pointer = at + Characters.shown(name).replace("~", "~0").replace("/", "~1");
      var dotted = (at + Characters.shown(name)).substring(1).replace('/', '.');
      posted.wrong(pointer, dotted + " is not known here; check its spelling or leave it out");
      parser.skipChildren();
    } else if (token == JsonToken.VALUE_NULL) {
      // null says no more than leaving the field out
    } else if (field.kind() == Field.Kind.NUMBER) {
      number(posted, field, token);
    } else if (field.kind() == Field.Kind.FLAG) {
      flag(posted, field, token);
    } else if (token == JsonToken.VALUE_STRING) {
      posted.set(field, parser.getText());
    } else {
      posted.wrong(field, "must be a string");
      parser.skipChildren();
    }
  }

  private void number(Posted posted, Field field, @Nullable JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      posted.wrong(field, "must be a whole number");
      parser.skipChildren();
    } else if (parser.getTextLength() > field.longest()) {
      posted.wrong(field, "must be a whole number of at most " + field.longest() + " digits");
    } else {
      posted.setNumber(field, parser.getText());
    }
  }

  private void flag(Posted posted, Field field, @Nullable JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      posted.set(field, parser.getText());
    } else {
      posted.wrong(field, "must be true or false");
      parser.skipChildren();
    }
  }

  private static Refusal refusal(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return Refusal.badRequest("the JSON is nested too deep, or a name in it is too long");
    }
    var at = e.getLocation();
    var place =
        at == null
            ? ""
            : String.format(Locale.ROOT, " (line %d, column %d)", at.getLineNr(), at.getColumnNr());
    return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
        ? Refusal.badRequest("a field is given twice" + place)
        : Refusal.badRequest("the body is not valid JSON" + place);
  }
}
