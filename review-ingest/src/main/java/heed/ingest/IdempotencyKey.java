package heed.ingest;

import heed.door.Refusal;
import org.jspecify.annotations.Nullable;

/** The Idempotency-Key header: identifies a review that has no externalId. */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 200;

  /**
   * The header's value as it came; null if there is none.
   *
   * @throws Refusal 400 if it is blank, too long or not printable ASCII
   */
  static @Nullable String of(@Nullable String header) {
    if (header == null) {
      return null;
    }
    var printable = header.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    if (header.isBlank() || header.length() > LONGEST || !printable) {
      throw Refusal.badRequest(
          HEADER + " must be 1 to " + LONGEST + " printable ASCII characters, such as a UUID");
    }
    return header;
  }

  private IdempotencyKey() {}
}
