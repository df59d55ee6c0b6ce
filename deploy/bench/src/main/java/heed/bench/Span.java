package heed.bench;

import java.util.Arrays;

/**
 * How quickly records followed each other, by their own time stamps.
 *
 * @param after how many came after those of the first stamp: what was made before the clock started
 *     is no part of what it measured
 * @param millis from the first stamp to the last
 */
record Span(int after, long millis) {
  /** Of at least one stamp, in any order. */
  static Span of(long[] stamps) {
    var first = Arrays.stream(stamps).min().orElseThrow();
    var last = Arrays.stream(stamps).max().orElseThrow();
    return new Span((int) Arrays.stream(stamps).filter(at -> at > first).count(), last - first);
  }

  double perSecond() {
    return Turns.rate(after, millis * 1_000_000);
  }
}
