package heed.sentiment.training;

import heed.sentiment.model.AspectHead;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/** The buckets that are worth a weight: what one text alone says is learnt by heart, not learnt. */
final class Vocabulary {
  private static final int LEAST_TEXTS = 2;

  private final BitSet buckets = new BitSet(AspectHead.BUCKETS);
  private final int[] rows = new int[AspectHead.BUCKETS];

  private Vocabulary(int[] texts) {
    var row = 0;
    for (var bucket = 0; bucket < texts.length; bucket++) {
      rows[bucket] = texts[bucket] < LEAST_TEXTS ? -1 : row++;
      buckets.set(bucket, rows[bucket] >= 0);
    }
  }

  /**
   * @param texts the buckets of each text
   */
  static Vocabulary of(Collection<int[]> texts) {
    var counts = new int[AspectHead.BUCKETS];
    texts.forEach(text -> Arrays.stream(text).distinct().forEach(bucket -> counts[bucket]++));
    return new Vocabulary(counts);
  }

  BitSet buckets() {
    return (BitSet) buckets.clone();
  }

  int size() {
    return buckets.cardinality();
  }

  /** The rows of those buckets that have one. */
  int[] rows(int[] buckets) {
    return Arrays.stream(buckets).map(b -> rows[b]).filter(row -> row >= 0).toArray();
  }
}
