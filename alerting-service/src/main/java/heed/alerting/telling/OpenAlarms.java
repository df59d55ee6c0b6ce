package heed.alerting.telling;

import heed.alerting.Sql;
import heed.events.AlarmCleared;
import heed.events.AlarmKind;
import heed.events.AlarmRaised;
import heed.events.EventJson;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which alarms are open, as the topic told it, for those who answer the customers behind them. */
final class OpenAlarms {
  /** More at once are no help to anybody. */
  static final int MOST = 200;

  private static final String RAISE =
      """
      insert into open_alarms (alarm_id, storefront, product, kind, raised_at, seen, expected, n)
      values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (alarm_id) do nothing
      """;

  /** A scope has one open alarm of a kind at most: whatever was open before is so no more. */
  private static final String SUPERSEDE =
      """
      update open_alarms set cleared_at = ?
      where cleared_at is null and storefront = ? and product is not distinct from ?
        and kind = ? and raised_at < ?
      """;

  private static final String CLEAR =
      """
      insert into open_alarms (alarm_id, storefront, product, kind, raised_at, cleared_at)
      values (?, ?, ?, ?, ?, ?)
      on conflict (alarm_id) do update set cleared_at = excluded.cleared_at
        where open_alarms.cleared_at is null
      """;

  /** Longer than topics are kept, so that a replay finds what it told before. */
  private static final String FORGET =
      """
      delete from open_alarms
      where coalesce(cleared_at, raised_at + interval '14 days') < now() - interval '720 hours'
      """;

  /** One whose end was never heard of, as by a copy from before, is not shown for ever. */
  private static final String LIST =
      """
      select alarm_id, storefront, product, kind, raised_at, seen, expected, n,
        count(*) over () as total
      from open_alarms
      where cleared_at is null and raised_at > now() - interval '14 days'
        and (?::text[] is null or storefront = any (?::text[]))
      order by raised_at desc, alarm_id limit\s"""
          + MOST;

  /**
   * One of them.
   *
   * @param product null for the whole storefront
   * @param seen SHARE and DRIFT: a share, 0-1; VOLUME: a number of negative reviews in an hour
   * @param expected what is usual, in the same unit
   * @param n tagged reviews that were looked at
   */
  record OpenAlarm(
      UUID id,
      String storefront,
      @Nullable String product,
      AlarmKind kind,
      Instant raisedAt,
      double seen,
      double expected,
      long n) {}

  /**
   * The newest of them first.
   *
   * @param total how many there are; more than {@link #MOST} are not listed
   */
  record Open(List<OpenAlarm> items, long total) {}

  private record Row(OpenAlarm alarm, long total) {}

  private OpenAlarms() {}

  /** Nothing if the signal is no alarm. */
  static void follow(Connection connection, Signal signal) throws SQLException {
    var data = signal.data().getBytes(StandardCharsets.UTF_8);
    switch (signal.type()) {
      case ALARM_RAISED -> raise(connection, EventJson.read(data, AlarmRaised.class));
      case ALARM_CLEARED -> clear(connection, EventJson.read(data, AlarmCleared.class));
      default -> {}
    }
  }

  private static void raise(Connection connection, AlarmRaised alarm) throws SQLException {
    Sql.update(
        connection,
        SUPERSEDE,
        alarm.at(),
        alarm.storefront(),
        alarm.product(),
        alarm.kind().name(),
        alarm.at());
    Sql.update(
        connection,
        RAISE,
        alarm.alarmId(),
        alarm.storefront(),
        alarm.product(),
        alarm.kind().name(),
        alarm.at(),
        alarm.seen(),
        alarm.expected(),
        alarm.n());
  }

  private static void clear(Connection connection, AlarmCleared alarm) throws SQLException {
    Sql.update(
        connection,
        CLEAR,
        alarm.alarmId(),
        alarm.storefront(),
        alarm.product(),
        alarm.kind().name(),
        alarm.raisedAt(),
        alarm.at());
    Sql.update(connection, FORGET);
  }

  /**
   * @param storefronts null for every one
   */
  static Open read(Connection connection, @Nullable Set<String> storefronts) throws SQLException {
    var only = storefronts == null ? null : Sql.texts(connection, storefronts);
    var rows =
        Sql.list(
            connection,
            LIST,
            row ->
                new Row(
                    new OpenAlarm(
                        row.getObject("alarm_id", UUID.class),
                        row.getString("storefront"),
                        row.getString("product"),
                        AlarmKind.valueOf(row.getString("kind")),
                        Sql.at(row, "raised_at"),
                        row.getDouble("seen"),
                        row.getDouble("expected"),
                        row.getLong("n")),
                    row.getLong("total")),
            only,
            only);
    return new Open(
        rows.stream().map(Row::alarm).toList(), rows.isEmpty() ? 0 : rows.getFirst().total());
  }
}
