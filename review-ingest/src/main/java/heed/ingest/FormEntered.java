package heed.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor entered, by the names of the form's fields: text, whatever it holds. A field that
 * was left out is empty.
 */
record FormEntered(Map<String, String> values) {
  static final FormEntered NOTHING = new FormEntered(Map.of());

  /** An order's products have three fields each; more is no form of ours. */
  private static final int MOST_FIELDS = 500;

  FormEntered {
    values = Map.copyOf(values);
  }

  /**
   * Reads {@code application/x-www-form-urlencoded}. Browsers send a line break as CR LF, whatever
   * was typed; it is read as LF.
   *
   * @return null if it is none, or no UTF-8
   */
  static @Nullable FormEntered read(byte[] body) {
    var values = new HashMap<String, String>();
    var pairs = new String(body, StandardCharsets.ISO_8859_1).split("&", MOST_FIELDS + 1);
    if (pairs.length > MOST_FIELDS) {
      return null;
    }
    for (var pair : pairs) {
      var equals = pair.indexOf('=');
      var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      var value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
      if (name == null || value == null) {
        return null;
      }
      values.put(name, value.replace("\r\n", "\n"));
    }
    return new FormEntered(values);
  }

  private static @Nullable String decoded(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (var i = 0; i < encoded.length(); i++) {
      var c = encoded.charAt(i);
      if (c != '%') {
        bytes.write(c == '+' ? ' ' : c);
        continue;
      }
      var high = digit(encoded, i + 1);
      var low = digit(encoded, i + 2);
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    return Characters.decode(bytes.toByteArray(), 0, bytes.size());
  }

  private static int digit(String text, int at) {
    return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
  }

  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** True if a reader would see nothing in it. */
  boolean blank(String name) {
    return Characters.invisible(get(name));
  }
}
