package heed.metrics.segments;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One review of a customer, as far as it says how he stands.
 *
 * @param at where it belongs in time
 * @param receivedAt when its latest revision was accepted
 * @param order null if none was named
 * @param rating on 1-5 whatever its scale; null for thumbs and where there is none
 * @param nps 0-10; null if it was not asked
 * @param breachedCase its case, if its answer came too late and it is not resolved; else null
 * @param consent whether others may be told of him; null: not said
 */
record Seen(
    UUID reviewId,
    Instant at,
    Instant receivedAt,
    @Nullable String order,
    @Nullable Double rating,
    @Nullable Integer nps,
    boolean negative,
    @Nullable UUID breachedCase,
    @Nullable Boolean consent) {
  /** The id decides between two of one instant, so that any order of arrival ends the same. */
  static final Comparator<Seen> NEWEST_FIRST =
      Comparator.comparing(Seen::at).thenComparing(Seen::reviewId).reversed();

  Seen {
    if (rating != null && !(rating >= 1 && rating <= 5)) {
      throw new IllegalArgumentException("rating is " + rating + ", must be 1 to 5");
    }
  }
}
