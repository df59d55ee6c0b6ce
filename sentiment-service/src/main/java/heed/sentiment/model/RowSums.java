package heed.sentiment.model;

import java.util.Arrays;

/** Adds up rows of {@link ByteRows}, four figures in a long at a time. */
final class RowSums {
  /** Figures that a row may have. */
  static final int MOST = 3 * Long.BYTES;

  private static final long EVEN = 0x00FF00FF00FF00FFL;

  /** As many rows as surely fit into 16 bits. */
  private static final int FULL = 257;

  private final int[] sums = new int[MOST];
  private int rows;
  private int waiting;
  private long a;
  private long b;
  private long c;
  private long d;
  private long e;
  private long f;

  void clear() {
    Arrays.fill(sums, 0);
    rows = 0;
    a = b = c = d = e = f = 0;
    waiting = 0;
  }

  /** Adds the row of a hash; one without a row is counted, too. */
  void add(ByteRows table, int hash) {
    rows++;
    var at = table.start(hash);
    if (at < 0) {
      return;
    }
    var first = table.at(at);
    var second = table.at(at + 1);
    a += first & EVEN;
    b += first >>> Byte.SIZE & EVEN;
    c += second & EVEN;
    d += second >>> Byte.SIZE & EVEN;
    if (table.longs() > 2) {
      var third = table.at(at + 2);
      e += third & EVEN;
      f += third >>> Byte.SIZE & EVEN;
    }
    if (++waiting == FULL) {
      settle();
    }
  }

  /** The sums so far, by their place in a row; the array is this object's own. */
  int[] sums() {
    settle();
    return sums;
  }

  /** How many rows were added. */
  int rows() {
    return rows;
  }

  private void settle() {
    settle(0, a, b);
    settle(Long.BYTES, c, d);
    settle(2 * Long.BYTES, e, f);
    a = b = c = d = e = f = 0;
    waiting = 0;
  }

  private void settle(int from, long even, long odd) {
    for (var lane = 0; lane < Long.BYTES / 2; lane++) {
      var shift = lane * Short.SIZE;
      sums[from + 2 * lane] += (int) (even >>> shift & 0xFFFF) - ByteRows.ZERO * waiting;
      sums[from + 2 * lane + 1] += (int) (odd >>> shift & 0xFFFF) - ByteRows.ZERO * waiting;
    }
  }
}
