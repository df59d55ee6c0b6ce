package heed.sentiment.training;

import heed.sentiment.model.AspectHead;
import heed.sentiment.training.AspectLearner.Example;
import java.util.Arrays;
import java.util.List;

/**
 * How strongly each word leans to or away from each aspect, as a factor on the steps of learning, 1
 * on the average: as {@link Leanings}, but by its root, since a text may speak of several aspects.
 */
final class AspectLeanings {
  private static final int ASPECTS = AspectHead.ASPECTS;

  /** As if every word had been seen this often with each aspect and without. */
  private static final double SEEN_BEFORE = 0.5;

  private static final double MOST = 3;

  /** A factor per row and aspect. */
  static float[] of(List<Example> examples, int rows) {
    var with = new float[rows * ASPECTS];
    var all = new float[rows];
    var totals = new double[ASPECTS];
    for (var example : examples) {
      example.truth().forEach(aspect -> totals[aspect.ordinal()]++);
      Arrays.stream(example.words())
          .distinct()
          .forEach(
              row -> {
                all[row]++;
                example.truth().forEach(aspect -> with[row * ASPECTS + aspect.ordinal()]++);
              });
    }
    var leanings = new float[with.length];
    for (var i = 0; i < leanings.length; i++) {
      var total = totals[i % ASPECTS];
      var ratio =
          share(with[i], total) / share(all[i / ASPECTS] - with[i], examples.size() - total);
      leanings[i] = (float) Math.sqrt(Math.min(MOST, Math.abs(StrictMath.log(ratio))));
    }
    return even(leanings);
  }

  private static double share(double count, double total) {
    return (count + SEEN_BEFORE) / (total + 2 * SEEN_BEFORE);
  }

  private static float[] even(float[] leanings) {
    var sum = 0.0;
    for (var leaning : leanings) {
      sum += leaning;
    }
    var mean = (float) (sum / Math.max(1, leanings.length));
    for (var i = 0; i < leanings.length; i++) {
      leanings[i] /= Math.max(mean, 1e-6f);
    }
    return leanings;
  }

  private AspectLeanings() {}
}
