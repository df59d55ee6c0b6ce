package heed.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long each point of a series is. Points begin at whole steps in UTC, weeks on Mondays. */
enum Step {
  HOUR("1h", Duration.ofHours(1)),
  QUARTER_DAY("6h", Duration.ofHours(6)),
  DAY("1d", Duration.ofDays(1)),
  WEEK("7d", Duration.ofDays(7));

  /** A Monday. */
  private static final Instant ORIGIN = Instant.parse("2001-01-01T00:00:00Z");

  private static final Map<String, Step> WORDS = new LinkedHashMap<>();

  static {
    for (var step : values()) {
      WORDS.put(step.label, step);
    }
  }

  private final String label;
  private final Duration length;

  Step(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  /** Reads {@code ?step=}; if absent hours for a day, days for longer windows. */
  static Step of(@Nullable String word, Window window) {
    return Choice.of("step", word, WORDS, window == Window.DAY ? HOUR : DAY);
  }

  String label() {
    return label;
  }

  Duration length() {
    return length;
  }

  /** The beginning of the step that an instant lies in. */
  Instant start(Instant at) {
    var seconds = length.toSeconds();
    return at.minusSeconds(Math.floorMod(at.getEpochSecond() - ORIGIN.getEpochSecond(), seconds))
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  /** The same in SQL, of a column {@code at}. */
  String sql() {
    return "date_bin(interval '"
        + length.toHours()
        + " hours', at, timestamptz '2001-01-01 00:00:00+00')";
  }
}
