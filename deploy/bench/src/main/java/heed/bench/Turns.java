package heed.bench;

import java.util.ArrayList;
import java.util.List;

/** Floor and ours in turns, each as often, after rounds that only warm up. */
final class Turns {
  /** One measurement, in the row's unit. */
  interface Measure {
    double take(int round) throws Exception;
  }

  private final Ground ground;
  private final Row row;
  private final String unit;
  private final List<Double> samples = new ArrayList<>();
  private final List<Double> floors = new ArrayList<>();

  Turns(Ground ground, Row row, String unit) {
    this.ground = ground;
    this.row = row;
    this.unit = unit;
  }

  /** Rounds are numbered from 0 on; those that warm up come first. */
  Turns take(int warmUps, int rounds, Measure floor, Measure ours) throws Exception {
    for (var round = 0; round < warmUps + rounds; round++) {
      var counts = round >= warmUps;
      var count = "%d of %d".formatted(round - warmUps + 1, rounds);
      one(floors, counts, "floor", count, floor, round);
      one(samples, counts, "ours", count, ours, round);
    }
    return this;
  }

  private void one(
      List<Double> into, boolean counts, String who, String count, Measure measure, int round)
      throws Exception {
    ground.progress().now(row.name() + " " + who + (counts ? " " + count : ", warming up"));
    var value = measure.take(round);
    if (counts) {
      into.add(value);
      ground.progress().measured(row.name(), who + " " + count, value, unit);
    }
  }

  List<Double> samples() {
    return samples;
  }

  List<Double> floors() {
    return floors;
  }

  /** So many things in that time, per second. */
  static double rate(long things, long nanos) {
    return things * 1e9 / Math.max(1, nanos);
  }
}
