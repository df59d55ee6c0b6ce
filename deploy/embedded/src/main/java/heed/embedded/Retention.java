package heed.embedded;

import heed.events.Topics.Topic;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long topics keep what is on them. A log forgets by whole segments, so a segment is a seventh
 * of the retention: what is older than both together is gone. What is compacted is compacted as
 * often, so that what was deleted from it leaves the disk as soon.
 *
 * @param kept 1 s at least
 */
public record Retention(Duration kept) {
  /** ISO 8601, such as P7D; {@code HEED_TOPICS_RETENTION} in the environment. */
  static final String SETTING = "heed.topics.retention";

  static final Retention DEFAULT = new Retention(Duration.ofDays(7));
  private static final int SEGMENTS = 7;
  private static final long LEAST_OFFSETS = Duration.ofDays(7).toMinutes();
  private static final long LONGEST_CHECK = Duration.ofSeconds(10).toMillis();

  public Retention {
    if (kept.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(SETTING + " is " + kept + ", must be 1 second at least");
    }
  }

  /** As this process was told; a week if it was told nothing. */
  static Retention configured() {
    return of(System.getProperty(SETTING, System.getenv("HEED_TOPICS_RETENTION")));
  }

  /**
   * As it is told.
   *
   * @throws IllegalArgumentException if that is no duration
   */
  static Retention of(@Nullable String told) {
    if (told == null || told.isBlank()) {
      return DEFAULT;
    }
    try {
      return new Retention(Duration.parse(told.strip()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          SETTING + " is '" + told + "', must be like P7D or PT36H", e);
    }
  }

  /** The settings of a topic that follow from it. */
  Map<String, String> of(Topic topic) {
    var settings = new HashMap<String, String>();
    settings.put("segment.ms", String.valueOf(kept.toMillis() / SEGMENTS));
    settings.put(
        topic.compacted() ? "max.compaction.lag.ms" : "retention.ms",
        String.valueOf(kept.toMillis()));
    return settings;
  }

  /** The settings of the broker: when it looks first for what is to be forgotten, and how often. */
  Map<String, String> ofBroker() {
    var check = String.valueOf(Math.min(LONGEST_CHECK, kept.toMillis() / SEGMENTS));
    // where a group is, is known longer than what it read is kept
    var offsets = String.valueOf(Math.max(LEAST_OFFSETS, kept.multipliedBy(2).toMinutes()));
    return Map.of(
        "log.retention.check.interval.ms",
        check,
        "log.initial.task.delay.ms",
        check,
        "offsets.retention.minutes",
        offsets);
  }
}
