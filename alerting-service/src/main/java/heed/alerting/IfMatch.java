package heed.alerting;

import heed.door.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The version that a writer has seen.
 *
 * @param what of what, in words
 */
record IfMatch(String header, String what) {
  /** Of a case. */
  static IfMatch of(@Nullable String header) {
    return of(header, "the case");
  }

  /**
   * @throws Refusal 428 if the header is missing
   */
  static IfMatch of(@Nullable String header, String what) {
    if (header == null || header.isBlank()) {
      throw Refusal.status(
          428,
          "If-Match is missing; send the ETag of " + what + " as you have seen it, such as \"3\"");
    }
    return new IfMatch(header.strip(), what);
  }

  /**
   * @throws Refusal 412 if it is another version
   */
  void check(int version) {
    if (!header.equals(etag(version))) {
      throw Refusal.status(
              412, what + " has changed since; read it again and decide on version " + version)
          .header("ETag", etag(version));
    }
  }

  static String etag(int version) {
    return "\"" + version + "\"";
  }
}
