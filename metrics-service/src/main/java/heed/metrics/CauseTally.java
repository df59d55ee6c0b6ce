package heed.metrics;

import heed.events.Tags;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the causes: the reviews as they are now less the reviews as they were. A cell has
 * the numbers of {@link CauseCounts} for each aspect, one after the other.
 */
final class CauseTally {
  static final int WIDTH = Tags.Aspect.values().length * CauseCounts.WIDTH;

  /** Whole hours with every dimension; every level follows from them. */
  private final Map<CauseCell, long[]> counts = new HashMap<>();

  static CauseTally of(List<Change> changes) {
    var tally = new CauseTally();
    for (var change : changes) {
      var before = change.before();
      tally.add(change.after().storefront(), before == null ? null : before.review(), -1);
      tally.add(change.after().storefront(), change.after().review(), 1);
    }
    return tally;
  }

  private void add(String storefront, @Nullable LatestReview review, int sign) {
    if (review == null || review.tags().aspects().isEmpty()) {
      return;
    }
    var content = review.content();
    var language = review.language();
    var cell =
        new CauseCell(
            storefront,
            content.productId(),
            review.place().placedAt().truncatedTo(ChronoUnit.HOURS),
            content.country() == null ? "" : content.country(),
            content.channel().name(),
            language == null ? "" : language);
    var numbers = counts.computeIfAbsent(cell, c -> new long[WIDTH]);
    var rating = Mentions.rating(content);
    Mentions.of(review.tags())
        .forEach(
            (aspect, said) ->
                CauseCounts.of(said, rating)
                    .addTo(numbers, aspect.ordinal() * CauseCounts.WIDTH, sign));
  }

  /** Changes of a level, without those that come to nothing. */
  Map<CauseCell, long[]> of(CauseLevel level) {
    var rolled = new HashMap<CauseCell, long[]>();
    counts.forEach(
        (cell, n) -> {
          var into = rolled.computeIfAbsent(level.of(cell), c -> new long[WIDTH]);
          for (var i = 0; i < WIDTH; i++) {
            into[i] += n[i];
          }
        });
    rolled.values().removeIf(CauseTally::isZero);
    return rolled;
  }

  private static boolean isZero(long[] numbers) {
    for (var number : numbers) {
      if (number != 0) {
        return false;
      }
    }
    return true;
  }
}
