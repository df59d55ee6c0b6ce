package heed.sentiment.model;

import heed.events.Tags.Label;

/** Calibrated probabilities of the three labels; they add up to one. */
public record Stance(double negative, double neutral, double positive) {
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

  /** The same evidence where negative and neutral texts are that much more or less common. */
  Stance weighing(double negativeOdds, double neutralOdds) {
    var sum = negativeOdds * negative + neutralOdds * neutral + positive;
    return new Stance(negativeOdds * negative / sum, neutralOdds * neutral / sum, positive / sum);
  }

  /** The likeliest label; a tie goes to the worse one, since silence costs more than a look. */
  public Label label() {
    if (negative >= neutral && negative >= positive) {
      return Label.NEGATIVE;
    }
    return neutral >= positive ? Label.NEUTRAL : Label.POSITIVE;
  }

  /** The probability of {@link #label()}. */
  public double confidence() {
    return Math.max(negative, Math.max(neutral, positive));
  }

  /** Strength, -1 (worst) to 1 (best). */
  public double score() {
    return positive - negative;
  }
}
