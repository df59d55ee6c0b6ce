package heed.metrics;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.Rating;
import heed.metrics.Benchmark.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is let in of told ratings; everything else is refused with its field and the remedy. */
final class BenchmarkBody {
  private static final long MOST_RATINGS = 1_000_000_000;
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
  private static final String SEPARATOR = "\n";

  /** A period as it comes in. */
  record Span(@Nullable Instant from, @Nullable Instant to) {}

  static String competitor(String told) {
    var text = text("competitor", told);
    if (text == null) {
      throw Refusal.field("/competitor", "competitor is empty; name it");
    }
    return text;
  }

  /** Null for none. */
  static @Nullable String text(String field, @Nullable String told) {
    var text = CutParameters.text(field, told);
    return text == null || text.isBlank() ? null : text;
  }

  static Rating.Scale scale(Rating.@Nullable Scale scale) {
    if (scale == null || scale == Rating.Scale.THUMBS) {
      throw Refusal.field(
          "/scale", "scale must be STARS_5 or POINTS_10; thumbs have no place on a scale of 1-5");
    }
    return scale;
  }

  /**
   * @param now it must have passed by then; null if it may lie anywhere
   */
  static Period period(@Nullable Span told, @Nullable Instant now) {
    if (told == null || told.from() == null || told.to() == null) {
      throw Refusal.field("/period", "period must have from and to, both times");
    }
    var from = told.from().truncatedTo(ChronoUnit.MILLIS);
    var to = told.to().truncatedTo(ChronoUnit.MILLIS);
    if (from.isBefore(Instant.EPOCH) || to.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
      throw Refusal.field("/period", "period must lie between 1970 and 9999");
    }
    if (!from.isBefore(to)) {
      throw Refusal.field("/period/to", "period.to must be after period.from");
    }
    if (now != null && to.isAfter(now.plus(CLOCKS_APART))) {
      throw Refusal.field(
          "/period/to", "period.to must not be in the future; tell what has been rated by now");
    }
    return new Period(from, to);
  }

  static Distribution distribution(@Nullable Map<String, @Nullable Long> told, Rating.Scale scale) {
    if (told == null) {
      throw Refusal.field(
          "/distribution", "distribution is missing; tell how often each value was given");
    }
    var errors = new ArrayList<FieldError>();
    var counts = new long[scale.max() - scale.min() + 1];
    told.forEach(
        (value, n) -> {
          var place = place(value, scale);
          if (place < 0) {
            errors.add(
                new FieldError(
                    "/distribution",
                    "distribution has a value that is not of "
                        + scale
                        + ", which goes from "
                        + scale.min()
                        + " to "
                        + scale.max()));
          } else if (n == null || n < 0 || n > MOST_RATINGS) {
            errors.add(
                new FieldError(
                    "/distribution/" + value,
                    "distribution." + value + " must be a whole number from 0 to " + MOST_RATINGS));
          } else {
            counts[place] = n;
          }
        });
    if (!errors.isEmpty()) {
      throw Refusal.fields(errors);
    }
    var distribution = new Distribution(scale.min(), counts);
    if (distribution.n() == 0) {
      throw Refusal.field("/distribution", "distribution must have at least one rating");
    }
    return distribution;
  }

  private static int place(String value, Rating.Scale scale) {
    for (var known = scale.min(); known <= scale.max(); known++) {
      if (value.equals(Integer.toString(known))) {
        return known - scale.min();
      }
    }
    return -1;
  }

  /** Names have no line breaks, so they part what a cursor holds. */
  static String told(Benchmark last) {
    var position = BenchmarkRows.Position.of(last);
    return String.join(
        SEPARATOR,
        position.competitor(),
        position.product(),
        position.from().toString(),
        position.to().toString());
  }

  static BenchmarkRows.Position position(@Nullable String told) {
    if (told == null) {
      return BenchmarkRows.Position.START;
    }
    var parts = told.split(SEPARATOR, -1);
    return new BenchmarkRows.Position(
        parts[0], parts[1], Instant.parse(parts[2]), Instant.parse(parts[3]));
  }

  private BenchmarkBody() {}
}
