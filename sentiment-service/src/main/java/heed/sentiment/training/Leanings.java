package heed.sentiment.training;

import heed.sentiment.model.Grams;
import heed.sentiment.model.Head;
import java.util.List;

/**
 * How strongly each bucket leans to or away from each label, as a factor on the steps of learning:
 * the logarithm of how much commoner it is with the label than without. What is spread evenly
 * hardly moves, so that a few hundred reviews teach words rather than noise (Wang and Manning,
 * 2012).
 */
final class Leanings {
  /** As if every bucket had been seen this often with each label and without. */
  private static final double SEEN_BEFORE = 3;

  private static final double MOST = 4;

  /** A factor per bucket and label, 0 to 4. */
  static float[] of(List<Sample> samples) {
    var counts = new double[Grams.BUCKETS * Head.LABELS];
    var totals = new double[Head.LABELS];
    for (var sample : samples) {
      var label = sample.label().ordinal();
      totals[label] += sample.weight();
      for (var bucket : sample.reading().grams().buckets()) {
        counts[bucket * Head.LABELS + label] += sample.weight();
      }
    }
    var leanings = new float[counts.length];
    for (var bucket = 0; bucket < Grams.BUCKETS; bucket++) {
      for (var label = 0; label < Head.LABELS; label++) {
        leanings[bucket * Head.LABELS + label] = leaning(counts, totals, bucket, label);
      }
    }
    return leanings;
  }

  private static float leaning(double[] counts, double[] totals, int bucket, int label) {
    var without = 0.0;
    var others = 0.0;
    for (var other = 0; other < Head.LABELS; other++) {
      without += other == label ? 0 : counts[bucket * Head.LABELS + other];
      others += other == label ? 0 : totals[other];
    }
    var with = counts[bucket * Head.LABELS + label];
    var ratio = share(with, totals[label]) / share(without, others);
    return (float) Math.min(MOST, Math.abs(StrictMath.log(ratio)));
  }

  private static double share(double count, double total) {
    return (count + SEEN_BEFORE) / (total + 2 * SEEN_BEFORE);
  }

  private Leanings() {}
}
