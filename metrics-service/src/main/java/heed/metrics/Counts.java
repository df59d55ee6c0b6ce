package heed.metrics;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A number per measure; sums and differences of them mean what they say. */
final class Counts {
  private static final Measure[] MEASURES = Measure.values();

  private final long[] values = new long[MEASURES.length];

  Counts add(Measure measure, long n) {
    values[measure.ordinal()] += n;
    return this;
  }

  Counts add(Counts other) {
    for (var i = 0; i < values.length; i++) {
      values[i] += other.values[i];
    }
    return this;
  }

  Counts subtract(Counts other) {
    for (var i = 0; i < values.length; i++) {
      values[i] -= other.values[i];
    }
    return this;
  }

  long get(Measure measure) {
    return values[measure.ordinal()];
  }

  boolean isZero() {
    for (var value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds the measures that are not zero. */
  void changed(Set<Measure> to) {
    for (var i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        to.add(MEASURES[i]);
      }
    }
  }

  /** The distribution that lies from {@code first} to {@code last}. */
  Distribution distribution(int min, Measure first, Measure last) {
    return new Distribution(min, Arrays.copyOfRange(values, first.ordinal(), last.ordinal() + 1));
  }

  Distribution stars() {
    return distribution(1, Measure.STARS_1, Measure.STARS_5);
  }

  Distribution points() {
    return distribution(1, Measure.POINTS_1, Measure.POINTS_10);
  }

  Distribution thumbs() {
    return distribution(0, Measure.THUMBS_0, Measure.THUMBS_1);
  }

  Distribution nps() {
    return distribution(0, Measure.NPS_0, Measure.NPS_10);
  }

  Distribution csat() {
    return distribution(1, Measure.CSAT_1, Measure.CSAT_5);
  }

  Distribution ces() {
    return distribution(1, Measure.CES_1, Measure.CES_7);
  }

  /** Reviews that could be tagged. */
  long tagged() {
    return get(Measure.NEGATIVE) + get(Measure.NEUTRAL) + get(Measure.POSITIVE);
  }

  Share share(Measure of, long n) {
    return new Share(get(of), n);
  }

  /** Clocks met, of those that were decided. */
  Share attainment() {
    return share(Measure.MET, get(Measure.MET) + get(Measure.BREACHED));
  }

  Share response() {
    return share(Measure.ANSWERED, get(Measure.CASES));
  }

  Share recovery() {
    return share(Measure.RECOVERED, get(Measure.RECOVERABLE));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Counts c && Arrays.equals(values, c.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    Measure.all()
        .filter(m -> get(m) != 0)
        .forEach(m -> text.append(m.column()).append('=').append(get(m)).append(' '));
    return text.toString().trim();
  }
}
