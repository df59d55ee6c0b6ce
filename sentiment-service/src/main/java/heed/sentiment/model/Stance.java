package heed.sentiment.model;

import heed.events.Tags.Label;

/**
 * Calibrated probabilities of the three labels, which add up to one, and the label that is told:
 * the likeliest, or another one if missing it costs more.
 */
public record Stance(double negative, double neutral, double positive, Label label) {
  /**
   * Tells the likeliest label; a tie goes to the worse one, since silence costs more than a look.
   */
  public Stance(double negative, double neutral, double positive) {
    this(negative, neutral, positive, worstOfLikeliest(negative, neutral, positive));
  }

  public Stance {
    if (!(negative >= 0 && neutral >= 0 && positive >= 0)
        || Math.abs(negative + neutral + positive - 1) > 1e-6) {
      throw new IllegalArgumentException(
          "probabilities are %s, %s, %s, must be shares of one"
              .formatted(negative, neutral, positive));
    }
  }

  static Stance ofLogits(double[] logits) {
    var max = Math.max(logits[0], Math.max(logits[1], logits[2]));
    var n = StrictMath.exp(logits[0] - max);
    var u = StrictMath.exp(logits[1] - max);
    var p = StrictMath.exp(logits[2] - max);
    var sum = n + u + p;
    return new Stance(n / sum, u / sum, p / sum);
  }

  /** The same probabilities, with the label that is likeliest after these weights. */
  Stance weighing(double ofNegative, double ofNeutral) {
    return new Stance(
        negative,
        neutral,
        positive,
        worstOfLikeliest(ofNegative * negative, ofNeutral * neutral, positive));
  }

  private static Label worstOfLikeliest(double negative, double neutral, double positive) {
    if (negative >= neutral && negative >= positive) {
      return Label.NEGATIVE;
    }
    return neutral >= positive ? Label.NEUTRAL : Label.POSITIVE;
  }

  /** The probability of {@link #label()}. */
  public double confidence() {
    return switch (label) {
      case NEGATIVE -> negative;
      case NEUTRAL -> neutral;
      case POSITIVE -> positive;
    };
  }

  /** Strength, -1 (worst) to 1 (best). */
  public double score() {
    return positive - negative;
  }
}
