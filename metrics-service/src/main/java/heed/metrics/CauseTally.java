package heed.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What changes in the causes: the reviews as they are now less the reviews as they were. */
final class CauseTally {
  private final Map<CauseCell, CauseCounts> counts = new TreeMap<>();

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
    if (review == null) {
      return;
    }
    var content = review.content();
    var language = review.language();
    var rating = Mentions.rating(content);
    Mentions.of(review.tags())
        .forEach(
            (aspect, said) ->
                counts.merge(
                    new CauseCell(
                        storefront,
                        content.productId(),
                        review.place().placedAt(),
                        aspect.name(),
                        content.country() == null ? "" : content.country(),
                        content.channel().name(),
                        language == null ? "" : language),
                    CauseCounts.of(said, rating).times(sign),
                    CauseCounts::plus));
  }

  /** Changes of a level, without those that come to nothing, in locking order. */
  Map<CauseCell, CauseCounts> of(CauseLevel level) {
    var rolled = new TreeMap<CauseCell, CauseCounts>();
    counts.forEach((cell, n) -> rolled.merge(level.of(cell), n, CauseCounts::plus));
    rolled.values().removeIf(CauseCounts::isZero);
    return rolled;
  }
}
