package heed.metrics;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import heed.events.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object as they come, each read as exactly one type. A value of another type or
 * form, and a field that is there twice, is an {@link IllegalArgumentException}: whoever asked
 * reads it another way, so the message is for nobody.
 */
final class JsonFields {
  /** What is done with the value of a field. */
  interface Field {
    void read(String name) throws IOException;
  }

  /** Reads one value. */
  interface Reading<T> {
    T read() throws IOException;
  }

  private final JsonParser json;

  /**
   * @param json at its first token
   */
  JsonFields(JsonParser json) {
    this.json = json;
  }

  /** Every field of the object that begins here. */
  void object(Field field) throws IOException {
    expect(json.hasToken(JsonToken.START_OBJECT));
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      field.read(name);
    }
    expect(json.hasToken(JsonToken.END_OBJECT));
  }

  /** Every value of the array that begins here. */
  void array(Reading<?> value) throws IOException {
    expect(json.hasToken(JsonToken.START_ARRAY));
    while (json.nextToken() != JsonToken.END_ARRAY) {
      value.read();
    }
  }

  /** Whatever it is. */
  void skip() throws IOException {
    json.skipChildren();
  }

  /** An object, or null; {@code before} is what was read of the same field. */
  <T> @Nullable T of(@Nullable T before, Reading<T> value) throws IOException {
    once(before);
    return json.hasToken(JsonToken.VALUE_NULL) ? null : value.read();
  }

  @Nullable String text(@Nullable String before) throws IOException {
    once(before);
    return words();
  }

  /** Of what many reviews have in common: one string for all of them, whose hash is known. */
  @Nullable String common(@Nullable String before) throws IOException {
    var text = text(before);
    return text == null ? null : shared(text);
  }

  private static final int SHARED = 1 << 12;
  private static final @Nullable String[] COMMON = new @Nullable String[SHARED];

  /** Whoever comes at the same time may find another one, which is equal. */
  private static String shared(String text) {
    var hash = text.hashCode();
    var place = (hash ^ hash >>> 12) & (SHARED - 1);
    var known = COMMON[place];
    if (known != null && known.equals(text)) {
      return known;
    }
    COMMON[place] = text;
    return text;
  }

  /** A word of a closed set. */
  <T> @Nullable T word(@Nullable T before, Function<String, T> of) throws IOException {
    once(before);
    var word = words();
    return word == null ? null : of.apply(word);
  }

  @Nullable Integer number(@Nullable Integer before) throws IOException {
    once(before);
    return isNull(JsonToken.VALUE_NUMBER_INT) ? null : json.getIntValue();
  }

  @Nullable Long whole(@Nullable Long before) throws IOException {
    once(before);
    return isNull(JsonToken.VALUE_NUMBER_INT) ? null : json.getLongValue();
  }

  /** With a fraction or without. */
  Double real(@Nullable Double before) throws IOException {
    once(before);
    expect(
        json.hasToken(JsonToken.VALUE_NUMBER_FLOAT) || json.hasToken(JsonToken.VALUE_NUMBER_INT));
    return json.getDoubleValue();
  }

  @Nullable Boolean truth(@Nullable Boolean before) throws IOException {
    once(before);
    return json.hasToken(JsonToken.VALUE_NULL) ? null : (Boolean) json.getBooleanValue();
  }

  private static final int UUID_LENGTH = 36;

  @Nullable UUID uuid(@Nullable UUID before) throws IOException {
    once(before);
    var id = words();
    if (id == null) {
      return null;
    }
    expect(id.length() == UUID_LENGTH);
    return new UUID(
        hexadecimal(id, 0, 8) << 32 | hexadecimal(id, 9, 13) << 16 | hexadecimal(id, 14, 18),
        hexadecimal(id, 19, 23) << 48 | hexadecimal(id, 24, UUID_LENGTH));
  }

  /** Up to a dash, or the end. */
  private static long hexadecimal(String id, int from, int to) {
    expect(to == UUID_LENGTH || id.charAt(to) == '-');
    var number = 0L;
    for (var i = from; i < to; i++) {
      var c = id.charAt(i);
      var digit = c < 0x80 ? Character.digit(c, 16) : -1;
      expect(digit >= 0);
      number = number << 4 | digit;
    }
    return number;
  }

  /** As events write it, see {@link Times}. */
  @Nullable Instant instant(@Nullable Instant before) throws IOException {
    once(before);
    var text = words();
    var at = text == null ? null : Times.read(text);
    expect(text == null || at != null);
    return at;
  }

  private @Nullable String words() throws IOException {
    return isNull(JsonToken.VALUE_STRING) ? null : json.getText();
  }

  private boolean isNull(JsonToken otherwise) {
    var isNull = json.hasToken(JsonToken.VALUE_NULL);
    expect(isNull || json.hasToken(otherwise));
    return isNull;
  }

  /** What nothing was read of yet. */
  static void once(@Nullable Object before) {
    expect(before == null);
  }

  /** What must be there. */
  static <T> T given(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("not there");
    }
    return value;
  }

  private static void expect(boolean usual) {
    if (!usual) {
      throw new IllegalArgumentException("not as usual");
    }
  }
}
