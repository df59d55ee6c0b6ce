package heed.metrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far back KPIs look; a window is {@code (now - length, now]} by the database's clock. */
enum Window {
  DAY("24h", Duration.ofHours(24)),
  WEEK("7d", Duration.ofDays(7)),
  MONTH("30d", Duration.ofDays(30)),
  QUARTER("90d", Duration.ofDays(90));

  private static final Map<String, Window> WORDS = new LinkedHashMap<>();

  static {
    for (var window : values()) {
      WORDS.put(window.label, window);
    }
  }

  private final String label;
  private final Duration length;

  Window(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  /** Reads {@code ?window=}, 24h if absent. */
  static Window of(@Nullable String word) {
    return Choice.of("window", word, WORDS, DAY);
  }

  String label() {
    return label;
  }

  Duration length() {
    return length;
  }
}
