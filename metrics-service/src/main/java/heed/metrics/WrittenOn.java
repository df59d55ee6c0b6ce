package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The platform that a review was written on, as far as it is told to those who read reviews.
 *
 * @param name as people know it, such as Trustpilot
 */
record WrittenOn(String name) {
  /** Null of a review of the storefront itself. */
  static @Nullable WrittenOn of(Content content) {
    return content.source() == null ? null : new WrittenOn(content.source());
  }
}
