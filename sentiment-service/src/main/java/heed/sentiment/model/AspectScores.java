package heed.sentiment.model;

import java.util.Arrays;
import java.util.List;

/** What the clauses of a text speak of, by an {@link AspectHead}. Kept per thread. */
final class AspectScores {
  private final RowSums sums = new RowSums();
  private final int[] textSums = new int[AspectHead.SUMS];
  private final float[] features = new float[AspectHead.DENSE];
  private final double[] whole = new double[AspectHead.ASPECTS];
  private final float[] textFeatures = new float[AspectHead.DENSE];
  private double[] scores = new double[64 * AspectHead.ASPECTS];

  void read(AspectHead head, Scan scan, List<Clause> clauses, long salt) {
    if (scores.length < clauses.size() * AspectHead.ASPECTS) {
      scores = new double[2 * clauses.size() * AspectHead.ASPECTS];
    }
    Arrays.fill(textSums, 0);
    Arrays.fill(textFeatures, 0);
    for (var c = 0; c < clauses.size(); c++) {
      sums.clear();
      AspectHead.buckets(scan, clauses.get(c), salt, bucket -> head.add(bucket, sums));
      var clauseSums = sums.sums();
      for (var i = 0; i < textSums.length; i++) {
        textSums[i] += clauseSums[i];
      }
      AspectHead.dense(clauses.get(c), scan.size(), features);
      for (var f = 0; f < features.length; f++) {
        textFeatures[f] = Math.max(textFeatures[f], features[f]);
      }
      head.ofClause(clauseSums, features, scores, c * AspectHead.ASPECTS);
    }
    head.ofText(textSums, textFeatures, whole);
    for (var at = 0; at < clauses.size() * AspectHead.ASPECTS; at++) {
      scores[at] = AspectHead.mixed(scores[at], whole[at % AspectHead.ASPECTS]);
    }
  }

  /** Above 0 where the clause speaks of the aspect. */
  double score(int clause, int aspect) {
    return scores[clause * AspectHead.ASPECTS + aspect];
  }
}
