package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What a batch made of one fact.
 *
 * @param before as it was stored; null if nothing was known of it
 */
record Change(@Nullable Fact before, Fact after) {
  /** The review's customer before, null for a guest or where there was no review. */
  @Nullable String customerBefore() {
    return before == null ? null : before.customerId();
  }

  @Nullable String customerAfter() {
    return after.customerId();
  }
}
