package heed.metrics.segments;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule that holds, with its evidence.
 *
 * @param reviews those it holds because of
 * @param caseId of {@link Rule#BREACHED_CASE}
 * @param value the answer, the fall in points, the mean, or the days of silence; null where there
 *     is none
 * @param orders how many he placed, where that is asked for
 */
record Reason(
    Rule rule,
    List<UUID> reviews,
    @Nullable UUID caseId,
    @Nullable Double value,
    @Nullable Integer orders) {
  Reason {
    reviews = List.copyOf(reviews);
  }

  static Reason of(Rule rule, @Nullable Double value, Seen... evidence) {
    return new Reason(
        rule, java.util.Arrays.stream(evidence).map(Seen::reviewId).toList(), null, value, null);
  }
}
