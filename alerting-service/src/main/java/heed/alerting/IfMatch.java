package heed.alerting;

import heed.door.Refusal;
import org.jspecify.annotations.Nullable;

/** The version of a case that a writer has seen. */
record IfMatch(String header) {
  /**
   * @throws Refusal 428 if the header is missing
   */
  static IfMatch of(@Nullable String header) {
    if (header == null || header.isBlank()) {
      throw Refusal.status(
          428, "If-Match is missing; send the ETag of the case as you have seen it, such as \"3\"");
    }
    return new IfMatch(header.strip());
  }

  /**
   * @throws Refusal 412 if it is another version
   */
  void check(int version) {
    if (!header.equals(etag(version))) {
      throw Refusal.status(
              412, "the case has changed since; read it again and decide on version " + version)
          .header("ETag", etag(version));
    }
  }

  static String etag(int version) {
    return "\"" + version + "\"";
  }
}
