package heed.drill;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a leak would show in, looked at again and again. The rule: of the samples in their order,
 * the median of the last third is at most a quarter above the median of the third in the middle,
 * plus what is allowed in any case. The first third is warming up; medians, since a fault may fall
 * beside a sample.
 */
final class Growth {
  private static final double MOST = 1.25;
  private static final int FEWEST = 9;

  private final Map<String, List<Long>> series = new LinkedHashMap<>();

  /** What is allowed beside the quarter, by the end of a series' name. */
  private static final Map<String, Long> ALLOWED =
      Map.of(
          "memory MB", 64L,
          "threads", 20L,
          "open files", 40L,
          "connections", 10L,
          "dead tuples", 20_000L);

  void sample(Heed heed) throws SQLException {
    for (var service : Service.values()) {
      var copy = heed.copy(service);
      add(service.title() + " memory MB", copy.residentMegabytes());
      add(service.title() + " threads", copy.threads());
      add(service.title() + " open files", copy.openFiles());
    }
    for (var database : List.of(heed.alerting(), heed.metrics())) {
      add(
          database.name() + " connections",
          database.number(
              "select count(*) from pg_stat_activity where datname = current_database()"));
      add(
          database.name() + " dead tuples",
          database.number("select coalesce(sum(n_dead_tup), 0) from pg_stat_user_tables"));
    }
  }

  void add(String name, long value) {
    series.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  /** Each series in one line. */
  List<String> lines() {
    return series.entrySet().stream()
        .map(
            s ->
                "%s: middle %d, end %d"
                    .formatted(s.getKey(), middle(s.getValue()), end(s.getValue())))
        .toList();
  }

  /** The series that grow; with too few samples to say, that they are too few. */
  List<String> broken() {
    int samples = series.values().stream().mapToInt(List::size).min().orElse(0);
    if (samples < FEWEST) {
      return List.of(
          "growth is judged by %d samples, not %d: give it more --minutes"
              .formatted(FEWEST, samples));
    }
    return series.entrySet().stream()
        .filter(s -> grows(s.getKey(), s.getValue()))
        .map(s -> "%s are flat: %s".formatted(s.getKey(), s.getValue()))
        .toList();
  }

  private static boolean grows(String name, List<Long> values) {
    long allowed =
        ALLOWED.entrySet().stream()
            .filter(a -> name.endsWith(a.getKey()))
            .mapToLong(Map.Entry::getValue)
            .findFirst()
            .orElse(0);
    return end(values) > middle(values) * MOST + allowed;
  }

  private static long middle(List<Long> values) {
    int third = values.size() / 3;
    return median(values.subList(third, Math.max(third + 1, values.size() - third)));
  }

  private static long end(List<Long> values) {
    return median(
        values.subList(
            Math.min(values.size() - 1, values.size() - values.size() / 3), values.size()));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
