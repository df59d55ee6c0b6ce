package heed.bench;

import java.util.List;
import java.util.Map;

/**
 * What a row came to.
 *
 * @param unit of figure, floor and samples
 * @param figure ours
 * @param samples ours, one per round
 * @param floors those measured between them; empty where a row has no floor
 * @param asides what else was measured, by a name that ends with its unit
 */
record Measured(
    String unit,
    double figure,
    List<Double> samples,
    List<Double> floors,
    Map<String, Double> asides) {
  Measured {
    samples = List.copyOf(samples);
    floors = List.copyOf(floors);
  }

  /** The medians of rounds in which floor and ours took turns, so that noise hits both. */
  static Measured inTurns(
      String unit, List<Double> samples, List<Double> floors, Map<String, Double> asides) {
    return new Measured(unit, Medians.of(samples), samples, floors, asides);
  }

  /** NaN where there is none. */
  double floor() {
    return Medians.of(floors);
  }

  /** The share of the floor that is reached; NaN where there is no floor. */
  double ratio() {
    return figure / floor();
  }
}
