package heed.drill;

import java.util.List;

/**
 * What came of a drill.
 *
 * @param recovery seconds from the end of the last fault until nobody was behind any more; negative
 *     if there was nothing to recover from
 * @param broken rules of the drill that did not hold, and what was lost or duplicated; empty if it
 *     was passed
 * @param notes what was seen beside, for people
 */
record Outcome(
    long sent,
    long acknowledged,
    long indefinite,
    long lost,
    long duplicated,
    double recovery,
    List<String> broken,
    List<String> notes) {
  static Outcome failed(String why) {
    return new Outcome(0, 0, 0, 0, 0, -1, List.of(why), List.of());
  }

  boolean passed() {
    return broken.isEmpty() && lost == 0 && duplicated == 0;
  }
}
