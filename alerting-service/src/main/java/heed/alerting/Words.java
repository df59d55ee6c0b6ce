package heed.alerting;

import heed.door.Refusal;
import org.jspecify.annotations.Nullable;

/** Checks what people type. */
public final class Words {
  private static final int LONGEST_TEXT = 10_000;
  private static final int LONGEST_NAME = 200;

  private Words() {}

  /**
   * A text that is there and can be stored: 10,000 code points at most.
   *
   * @throws Refusal 400 naming the field
   */
  public static String text(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw Refusal.field("/" + field, field + " is missing; say something");
    }
    return within(text, field, LONGEST_TEXT);
  }

  /** A name, or null for none: 200 code points at most. */
  public static @Nullable String nameOrNull(@Nullable String name, String field) {
    if (name == null) {
      return null;
    }
    if (name.isBlank()) {
      throw Refusal.field("/" + field, field + " is blank; leave it out or name somebody");
    }
    return within(name, field, LONGEST_NAME);
  }

  private static String within(String text, String field, int longest) {
    if (text.codePointCount(0, text.length()) > longest) {
      throw Refusal.field("/" + field, field + " is longer than " + longest + " characters");
    }
    if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
      throw Refusal.field(
          "/" + field, field + " has a character that is no text (NUL or half a pair)");
    }
    return text;
  }
}
