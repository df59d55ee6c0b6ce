package heed.metrics.alarms;

import heed.metrics.HourlySentiment;
import heed.metrics.alarms.History.Hour;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is usual in a scope at an hour, read once per hour and scope. */
final class Histories {
  /** A share that stays high for a week is the new usual. */
  private static final Duration UNUSUAL = Duration.ofDays(7);

  private static final int MOST = 50_000;

  private record Key(Scope scope, Instant at) {}

  private final Map<Key, Baseline> known = new ConcurrentHashMap<>();

  /** From the counters as they stand: late reviews, edits and erasures are in them. */
  Baseline baseline(Connection connection, Scope scope, Instant at) throws SQLException {
    var key = new Key(scope, at);
    var kept = known.get(key);
    if (kept != null) {
      return kept;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    var read = read(connection, scope, at);
    known.put(key, read);
    return read;
  }

  private Baseline read(Connection connection, Scope scope, Instant at) throws SQLException {
    var from = at.minus(History.REACH);
    var alarms = AlarmRows.since(connection, scope, from);
    var hours =
        HourlySentiment.past(connection, scope.storefront(), scope.product(), from, at).stream()
            .map(
                h ->
                    new Hour(
                        h.at(),
                        h.tagged(),
                        h.negative(),
                        alarms.stream().anyMatch(a -> covers(a, h.at()))))
            .toList();
    return new History(hours, prior(connection, scope, at)).baseline(at);
  }

  private static boolean covers(Alarm alarm, Instant hour) {
    var cleared = alarm.clearedAt();
    return !hour.isBefore(alarm.bucket())
        && hour.isBefore(alarm.bucket().plus(UNUSUAL))
        && (cleared == null || hour.isBefore(cleared));
  }

  /** Of a product of which little is known: what is usual in its storefront. */
  private double prior(Connection connection, Scope scope, Instant at) throws SQLException {
    return scope.product().isEmpty()
        ? Baseline.USUAL
        : baseline(connection, new Scope(scope.storefront(), ""), at).share();
  }
}
