package heed.alerting.access;

import heed.door.Refusal;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names as they are written and as they are compared: no two that look alike are given. */
final class Handle {
  private static final int LONGEST = 100;

  private Handle() {}

  /**
   * A name to be given.
   *
   * @throws Refusal 400 if people could not read it
   */
  static String name(@Nullable String name) {
    var written = name == null ? "" : Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    var length = written.codePointCount(0, written.length());
    if (length < 1 || length > LONGEST || written.codePoints().anyMatch(Handle::unreadable)) {
      throw Refusal.field(
          "/name", "name must be 1 to " + LONGEST + " letters, digits, signs or spaces");
    }
    return written;
  }

  /** The name as it is compared. */
  static String of(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private static boolean unreadable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
