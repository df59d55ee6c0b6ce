package heed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the same machine reached before. Runs of another length are another history: their figures
 * are not the same.
 */
final class History {
  /** How many runs back count. */
  static final int DEPTH = 5;

  /** A ratio that fell by more is told. */
  static final double FALL = 0.15;

  /**
   * One ratio of a run that was.
   *
   * @param machine what tells machines apart
   */
  record Past(String machine, boolean quick, String row, double ratio) {}

  /**
   * A ratio that fell, as a sentence; null where it did not, or nothing is known.
   *
   * @param past oldest first
   */
  static @Nullable String fall(
      List<Past> past, String machine, boolean quick, String row, double ratio) {
    var same = new ArrayList<Double>();
    for (var one : past) {
      if (one.machine().equals(machine) && one.quick() == quick && one.row().equals(row)) {
        same.add(one.ratio());
      }
    }
    var before = Medians.of(same.subList(Math.max(0, same.size() - DEPTH), same.size()));
    if (Double.isNaN(before) || Double.isNaN(ratio) || ratio >= before * (1 - FALL)) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%s fell by %.0f %%: its ratio is %s, the median of the last %d runs here was %s",
        row,
        (1 - ratio / before) * 100,
        Table.ratio(ratio),
        Math.min(DEPTH, same.size()),
        Table.ratio(before));
  }

  private History() {}
}
