package heed.metrics;

import heed.events.Rating;
import heed.events.Tags;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a review names, and how it rates: pure, as causes count it. */
final class Mentions {
  /** Each aspect once, with the worst that is said of it: who also praises it still complains. */
  static Map<Tags.Aspect, Tags.Label> of(Tags tags) {
    var worst = new EnumMap<Tags.Aspect, Tags.Label>(Tags.Aspect.class);
    for (var mention : tags.aspects()) {
      worst.merge(mention.aspect(), mention.sentiment(), Mentions::worse);
    }
    return worst;
  }

  /**
   * The rating in thirty-sixths of its scale, 0 (worst) to 36; null if there is none, or only a
   * thumb, which has no mean.
   */
  static @Nullable Integer rating(Content content) {
    var value = content.ratingValue();
    if (value == null) {
      return null;
    }
    if (content.ratingScale() == Rating.Scale.STARS_5) {
      return (value - 1) * 9;
    }
    return content.ratingScale() == Rating.Scale.POINTS_10 ? (Integer) ((value - 1) * 4) : null;
  }

  /** Negative before positive before neutral. */
  private static Tags.Label worse(Tags.Label one, Tags.Label other) {
    if (one == Tags.Label.NEUTRAL || other == Tags.Label.NEGATIVE) {
      return other;
    }
    return one;
  }

  private Mentions() {}
}
