package heed.sentiment.training;

import heed.sentiment.model.Head;
import java.util.List;

/** Makes probabilities mean what they say: one temperature and a bias per label, by descent. */
final class Calibration {
  private static final int ROUNDS = 400;
  private static final double STEP = 0.05;

  /** As if so many samples had said that nothing need be moved: a handful must not. */
  private static final double UNMOVED = 30;

  /** What a head that never saw the sample said of it. */
  record Held(double[] logits, Sample sample) {}

  static Head fit(Head head, List<Held> held) {
    var slope = 1.0;
    var shift = new double[Head.LABELS];
    var total = UNMOVED + held.stream().mapToDouble(h -> h.sample().weight()).sum();
    for (var round = 0; round < ROUNDS; round++) {
      var slopeError = UNMOVED * (slope - 1);
      var shiftErrors = new double[Head.LABELS];
      for (var label = 0; label < Head.LABELS; label++) {
        shiftErrors[label] = UNMOVED * shift[label];
      }
      for (var one : held) {
        var errors = errors(one, slope, shift);
        for (var label = 0; label < Head.LABELS; label++) {
          slopeError += errors[label] * one.logits()[label];
          shiftErrors[label] += errors[label];
        }
      }
      slope = Math.max(0.05, slope - STEP * slopeError / total);
      for (var label = 0; label < Head.LABELS; label++) {
        shift[label] -= STEP * shiftErrors[label] / total;
      }
    }
    return head.calibrated(
        (float) (1 / slope), new float[] {(float) shift[0], (float) shift[1], (float) shift[2]});
  }

  private static double[] errors(Held held, double slope, double[] shift) {
    var shares = new double[Head.LABELS];
    var sum = 0.0;
    for (var label = 0; label < Head.LABELS; label++) {
      shares[label] =
          StrictMath.exp(Math.clamp(slope * held.logits()[label] + shift[label], -30, 30));
      sum += shares[label];
    }
    for (var label = 0; label < Head.LABELS; label++) {
      var truth = held.sample().label().ordinal() == label ? 1 : 0;
      shares[label] = held.sample().weight() * (shares[label] / sum - truth);
    }
    return shares;
  }

  private Calibration() {}
}
