package heed.sentiment.learning;

import heed.events.Tags.Label;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides whether a candidate takes over. Pure. It must be better by more than luck on reviews that
 * neither head was trained on, and good at all: stars pressed at random or bought can be fitted,
 * but not foretold, so a poisoned stream promotes nothing.
 */
public final class Promotion {
  /** Fewer of a class say nothing about it. */
  static final int LEAST_PER_CLASS = 20;

  /** Below this a model does more harm than stars alone. */
  static final double GOOD_ENOUGH = 0.75;

  /** So unlikely must the lead be if it were luck; a shop is judged many times. */
  static final double LUCK = 0.02;

  /**
   * What both heads made of one held-back review.
   *
   * @param truth NEGATIVE or POSITIVE
   */
  record Answer(Label truth, boolean incumbentRight, boolean candidateRight) {}

  /** True if enough is held back of both classes for a judgement. */
  static boolean judgeable(List<Label> heldBack) {
    return heldBack.stream().filter(l -> l == Label.NEGATIVE).count() >= LEAST_PER_CLASS
        && heldBack.stream().filter(l -> l == Label.POSITIVE).count() >= LEAST_PER_CLASS;
  }

  static Figures figures(List<Answer> answers) {
    var gained = count(answers, a -> a.candidateRight && !a.incumbentRight);
    var lost = count(answers, a -> !a.candidateRight && a.incumbentRight);
    return new Figures(
        answers.size(),
        count(answers, a -> a.truth == Label.NEGATIVE),
        count(answers, a -> a.truth == Label.POSITIVE),
        polar(answers, Answer::candidateRight),
        polar(answers, Answer::incumbentRight),
        atLeast(gained, gained + lost));
  }

  static boolean promotes(Figures figures) {
    return Math.min(figures.negatives(), figures.positives()) >= LEAST_PER_CLASS
        && figures.polarAccuracy() >= GOOD_ENOUGH
        && figures.polarAccuracy() > figures.incumbentPolarAccuracy()
        && figures.p() < LUCK;
  }

  private static double polar(List<Answer> answers, Predicate<Answer> right) {
    return (recall(answers, right, Label.NEGATIVE) + recall(answers, right, Label.POSITIVE)) / 2;
  }

  private static double recall(List<Answer> answers, Predicate<Answer> right, Label label) {
    var of = count(answers, a -> a.truth == label);
    return of == 0 ? 0 : (double) count(answers, a -> a.truth == label && right.test(a)) / of;
  }

  private static int count(List<Answer> answers, Predicate<Answer> which) {
    return (int) answers.stream().filter(which).count();
  }

  /** The chance of {@code heads} or more in {@code tosses} of a fair coin. */
  static double atLeast(int heads, int tosses) {
    var sum = 0.0;
    var logChoose = 0.0;
    for (var k = 0; k <= tosses; k++) {
      sum += k >= heads ? Math.exp(logChoose - tosses * Math.log(2)) : 0;
      logChoose += Math.log(tosses - k) - Math.log(k + 1);
    }
    return Math.min(1, sum);
  }

  private Promotion() {}
}
