package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What a batch made of one fact.
 *
 * @param before as it was stored; null if nothing was known of it
 * @param rank the how manieth of its customer a new review is that is later than all of his others;
 *     null for any other, and before the customers are locked
 */
public record Change(@Nullable Fact before, Fact after, @Nullable Integer rank) {
  Change(@Nullable Fact before, Fact after) {
    this(before, after, null);
  }

  Change ranked(int rank) {
    return new Change(before, after, rank);
  }

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
