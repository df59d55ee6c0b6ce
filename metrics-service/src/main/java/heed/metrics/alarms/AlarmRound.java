package heed.metrics.alarms;

import heed.events.AlarmCleared;
import heed.events.AlarmKind;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Topics;
import heed.metrics.HourlySentiment;
import heed.metrics.alarms.AlarmFact.Cleared;
import heed.metrics.alarms.AlarmFact.Raised;
import heed.metrics.outbox.Outbox;
import heed.metrics.outbox.Outgoing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One look at a storefront and its products, in one transaction. */
final class AlarmRound {
  private final Connection connection;
  private final String storefront;
  private final Histories histories;
  private final Instant now;
  private final AlarmDecider decider = new AlarmDecider();
  private final List<Outgoing> told = new ArrayList<>();

  AlarmRound(Connection connection, String storefront, Histories histories, Instant now) {
    this.connection = connection;
    this.storefront = storefront;
    this.histories = histories;
    this.now = now;
  }

  /**
   * Looks at one hour.
   *
   * @param closed false while it runs
   */
  void look(Instant at, boolean closed) throws SQLException {
    var open = AlarmRows.open(connection, storefront);
    var buckets = buckets(at, closed, open);
    var watches = WatchRows.load(connection, storefront, buckets.keySet(), open);
    var moved = new HashMap<Scope, Watch>();
    for (var entry : buckets.entrySet()) {
      var scope = new Scope(storefront, entry.getKey());
      var watch = watches.getOrDefault(scope, Watch.NEW);
      var baseline = histories.baseline(connection, scope, at);
      var decision = decider.decide(watch, entry.getValue(), baseline);
      write(scope, at, decision, open);
      moved.put(scope, decision.watch());
    }
    if (closed) {
      WatchRows.save(connection, moved);
    }
    Outbox.write(connection, told);
    told.clear();
  }

  /** By product, the empty text for all of them; only those in which something can come about. */
  private Map<String, Bucket> buckets(Instant at, boolean closed, List<AlarmRows.Open> open)
      throws SQLException {
    var hours = HourlySentiment.byProduct(connection, storefront, at, at.plus(1, ChronoUnit.HOURS));
    var buckets = new TreeMap<String, Bucket>();
    var n = 0L;
    var negatives = 0L;
    for (var hour : hours.entrySet()) {
      n += hour.getValue().tagged();
      negatives += hour.getValue().negative();
      put(
          buckets,
          hour.getKey(),
          new Bucket(at, hour.getValue().tagged(), hour.getValue().negative(), closed));
    }
    put(buckets, "", new Bucket(at, n, negatives, closed));
    if (closed) {
      open.forEach(
          o -> buckets.putIfAbsent(o.alarm().scope().product(), new Bucket(at, 0, 0, true)));
    }
    return buckets;
  }

  private static void put(Map<String, Bucket> buckets, String product, Bucket bucket) {
    if (bucket.closed() ? bucket.n() > 0 : bucket.n() >= AlarmDecider.LEAST) {
      buckets.put(product, bucket);
    }
  }

  private void write(
      Scope scope, Instant at, AlarmDecider.Decision decision, List<AlarmRows.Open> open)
      throws SQLException {
    for (var fact : decision.facts()) {
      switch (fact) {
        case Raised raised -> raise(new Alarm(UUID.randomUUID(), scope, now, at, raised, null));
        case Cleared cleared -> clear(find(scope, cleared.kind(), open));
      }
    }
    for (var one : open) {
      var calm = decision.watch().open().get(one.alarm().kind());
      if (one.alarm().scope().equals(scope) && calm != null) {
        AlarmRows.calm(connection, one.alarm().id(), calm);
      }
    }
  }

  private void raise(Alarm alarm) throws SQLException {
    AlarmRows.raise(connection, alarm);
    var event = alarm.event();
    told.add(outgoing(alarm, EventType.ALARM_RAISED, event.key(), event));
  }

  private void clear(Alarm alarm) throws SQLException {
    AlarmRows.clear(connection, alarm.id(), now);
    var event =
        new AlarmCleared(
            alarm.id(),
            storefront,
            alarm.scope().productOrNull(),
            alarm.kind(),
            now,
            alarm.raisedAt());
    told.add(outgoing(alarm, EventType.ALARM_CLEARED, event.key(), event));
  }

  private Outgoing outgoing(Alarm alarm, EventType type, String key, Object event) {
    return new Outgoing(
        Topics.KPI_ALARMS, key, Ids.fact(alarm.id(), type, alarm.kind().name()), type, now, event);
  }

  private static Alarm find(Scope scope, AlarmKind kind, List<AlarmRows.Open> open) {
    return open.stream()
        .map(AlarmRows.Open::alarm)
        .filter(a -> a.scope().equals(scope) && a.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("an alarm cleared that was not open"));
  }
}
