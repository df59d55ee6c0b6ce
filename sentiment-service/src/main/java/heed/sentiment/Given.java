package heed.sentiment;

import heed.events.Rating;
import heed.events.Survey;
import heed.events.Tags.Basis;
import heed.events.Tags.Label;
import org.jspecify.annotations.Nullable;

/**
 * What the customer said in figures, read by the fixed table of the contract: the rating, else
 * csat, else nps, else ces. Scales are never mixed: one figure decides.
 *
 * @param score -1 at the scale's worst, 1 at its best
 * @param basis RATING or SURVEY
 */
record Given(Label label, double score, Basis basis) {
  /** The figure that decides, or null if none was given. */
  static @Nullable Given of(@Nullable Rating rating, @Nullable Survey survey) {
    if (rating != null) {
      return rated(rating);
    }
    if (survey == null) {
      return null;
    }
    if (survey.csat() != null) {
      return surveyed(survey.csat(), 1, 5, 2, 4);
    }
    if (survey.nps() != null) {
      return surveyed(survey.nps(), 0, 10, 6, 9);
    }
    return survey.ces() == null ? null : surveyed(survey.ces(), 1, 7, 3, 5);
  }

  private static Given rated(Rating rating) {
    return switch (rating.scale()) {
      case STARS_5 -> on(rating.value(), 1, 5, 2, 4, Basis.RATING);
      case POINTS_10 -> on(rating.value(), 1, 10, 4, 7, Basis.RATING);
      case THUMBS -> on(rating.value(), 0, 1, 0, 1, Basis.RATING);
    };
  }

  private static Given surveyed(int value, int min, int max, int negativeTo, int positiveFrom) {
    return on(value, min, max, negativeTo, positiveFrom, Basis.SURVEY);
  }

  private static Given on(
      int value, int min, int max, int negativeTo, int positiveFrom, Basis basis) {
    var label =
        value <= negativeTo
            ? Label.NEGATIVE
            : value >= positiveFrom ? Label.POSITIVE : Label.NEUTRAL;
    var score = Math.clamp(2.0 * (value - min) / (max - min) - 1, -1.0, 1.0);
    return new Given(label, agreeing(score, label), basis);
  }

  /** NPS calls a 6 negative though it lies above the middle: the sign follows the label. */
  private static double agreeing(double score, Label label) {
    return switch (label) {
      case NEGATIVE -> Math.min(score, -0.1);
      case NEUTRAL -> 0;
      case POSITIVE -> Math.max(score, 0.1);
    };
  }
}
