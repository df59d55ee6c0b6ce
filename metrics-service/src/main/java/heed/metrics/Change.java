package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What a batch made of one fact.
 *
 * @param before as it was stored; null if nothing was known of it
 */
public record Change(@Nullable Fact before, Fact after) {
  public String storefront() {
    return after.storefront();
  }

  /** The review's customer before, null for a guest or where there was no review. */
  public @Nullable String customerBefore() {
    return before == null ? null : before.customerId();
  }

  /** The review's customer now, null as well. */
  public @Nullable String customerAfter() {
    return after.customerId();
  }
}
