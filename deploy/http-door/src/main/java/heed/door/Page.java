package heed.door;

import org.jspecify.annotations.Nullable;

/** How many items of a list are asked for. */
public final class Page {
  private static final int LARGEST = 500;
  private static final int USUAL = 50;

  /**
   * Reads {@code ?limit=}: 1 to 500, 50 if absent.
   *
   * @throws Refusal 400 for anything else
   */
  public static int limit(@Nullable String limit) {
    if (limit == null) {
      return USUAL;
    }
    if (limit.matches("[0-9]{1,3}")) {
      var value = Integer.parseInt(limit);
      if (value >= 1 && value <= LARGEST) {
        return value;
      }
    }
    throw Refusal.field("/limit", "limit must be a whole number from 1 to " + LARGEST);
  }

  private Page() {}
}
