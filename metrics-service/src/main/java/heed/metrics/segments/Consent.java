package heed.metrics.segments;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a customer said of others being told of him. */
enum Consent {
  GIVEN,
  REFUSED,
  NOT_SAID;

  /**
   * The latest that was said counts, a no before a yes of the same instant.
   *
   * @param refusedAt of an earlier no, whose review may be gone; null for none
   */
  static Consent of(List<Seen> reviews, @Nullable Instant refusedAt) {
    var yes = latest(reviews, true, null);
    var no = latest(reviews, false, refusedAt);
    if (no != null && (yes == null || !yes.isAfter(no))) {
      return REFUSED;
    }
    return yes == null ? NOT_SAID : GIVEN;
  }

  /** When he last said no; null for never. */
  static @Nullable Instant refusedAt(List<Seen> reviews, @Nullable Instant before) {
    return latest(reviews, false, before);
  }

  private static @Nullable Instant latest(
      List<Seen> reviews, boolean said, @Nullable Instant before) {
    return Stream.concat(
            Stream.ofNullable(before),
            reviews.stream()
                .filter(r -> r.consent() != null && r.consent() == said)
                .map(Seen::receivedAt))
        .max(Instant::compareTo)
        .orElse(null);
  }

  /**
   * @param required whether somebody who said nothing has to be left alone
   */
  boolean allows(boolean required) {
    return switch (this) {
      case GIVEN -> true;
      case REFUSED -> false;
      case NOT_SAID -> !required;
    };
  }
}
