package heed.bench;

import java.util.Arrays;
import java.util.List;

/** The middle of what was measured, and what few are above. */
final class Medians {
  /** NaN of nothing; of an even number the mean of the two in the middle. */
  static double of(List<Double> samples) {
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    var sorted = samples.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The least of the samples that at least such a share of them do not exceed; NaN of nothing.
   *
   * @param share above 0 to 1
   */
  static double percentile(long[] samples, double share) {
    if (samples.length == 0) {
      return Double.NaN;
    }
    if (share <= 0 || share > 1) {
      throw new IllegalArgumentException("share is " + share + ", must be above 0 to 1");
    }
    var sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private Medians() {}
}
