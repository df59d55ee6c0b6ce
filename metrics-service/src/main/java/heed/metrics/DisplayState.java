package heed.metrics;

import heed.metrics.display.Hold;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about displaying a review, beside the decision itself.
 *
 * @param held why a person has to look at it first
 * @param rule the one that publishes it, or did
 * @param publishAt when it does; null once it did, or if none does
 * @param by the name of a key; null if Heed decided
 */
record DisplayState(
    Fold.Key review,
    Set<Hold> held,
    @Nullable String rule,
    @Nullable Instant publishAt,
    @Nullable String reason,
    @Nullable String by,
    Instant at) {
  DisplayState {
    held = held.isEmpty() ? Set.of() : EnumSet.copyOf(held);
  }

  /** True if a person spoke, of this revision or of one before that nobody looked at since. */
  boolean waitsForPerson() {
    return by != null || held.contains(Hold.REVISED);
  }
}
