package heed.sentiment;

import heed.events.Tags.Basis;
import heed.events.Tags.Label;
import heed.events.Tags.Sentiment;
import heed.events.Tags.Urgency;
import heed.sentiment.model.Alarm;
import heed.sentiment.model.Opinion;
import org.jspecify.annotations.Nullable;

/**
 * How soon a person should look. A rule, not a model: HIGH for an unhappy customer who tells of
 * danger, law, money or goods that never came, or whose words and rating are as bad as they can be;
 * NORMAL for the other unhappy ones, contradictions and alarms in a calm text; LOW else.
 */
final class Urgencies {
  private static final double AS_BAD_AS_CAN_BE = -0.9;

  static Urgency of(Opinion opinion, @Nullable Sentiment sentiment) {
    var alarmed = !opinion.alarms().isEmpty();
    if (sentiment == null) {
      return alarmed ? Urgency.NORMAL : Urgency.LOW;
    }
    if (unhappy(opinion, sentiment)) {
      return alarmed || desperate(sentiment) ? Urgency.HIGH : Urgency.NORMAL;
    }
    return complains(opinion) && opinion.alarms().contains(Alarm.SAFETY)
        ? Urgency.NORMAL
        : Urgency.LOW;
  }

  /** Words alone are cheap: the strongest count only where the rating says the same. */
  private static boolean desperate(Sentiment sentiment) {
    return sentiment.basis() == Basis.BOTH && sentiment.score() <= AS_BAD_AS_CAN_BE;
  }

  private static boolean unhappy(Opinion opinion, Sentiment sentiment) {
    return sentiment.label() == Label.NEGATIVE
        || (sentiment.mismatch() && opinion.stance() != null)
        || (sentiment.label() == Label.NEUTRAL && opinion.alarms().contains(Alarm.SAFETY));
  }

  private static boolean complains(Opinion opinion) {
    return opinion.aspects().stream().anyMatch(a -> a.sentiment() == Label.NEGATIVE);
  }

  private Urgencies() {}
}
