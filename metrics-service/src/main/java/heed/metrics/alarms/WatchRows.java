package heed.metrics.alarms;

import heed.metrics.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where watching has got to, in the database. */
final class WatchRows {
  private static final String LOAD =
      """
      select product, through, drift, drift_n, drift_negatives,
        array(select extract(epoch from t)::bigint from unnest(recent_at) t) as recent_second,
        recent_n, recent_negatives
      from alarm_watches where storefront = ? and product = any(?)
      """;
  private static final String SAVE =
      """
      insert into alarm_watches (storefront, product, through, drift, drift_n, drift_negatives,
        recent_at, recent_n, recent_negatives)
      values (?, ?, ?, ?, ?, ?, ?::timestamptz[], ?::bigint[], ?::bigint[])
      on conflict (storefront, product) do update set through = excluded.through,
        drift = excluded.drift, drift_n = excluded.drift_n,
        drift_negatives = excluded.drift_negatives, recent_at = excluded.recent_at,
        recent_n = excluded.recent_n, recent_negatives = excluded.recent_negatives
      """;

  /** Those that there are; the alarms that are open are added from their own rows. */
  static Map<Scope, Watch> load(
      Connection connection,
      String storefront,
      Collection<String> products,
      List<AlarmRows.Open> open)
      throws SQLException {
    var watches = new HashMap<Scope, Watch>();
    try (var statement = connection.prepareStatement(LOAD)) {
      new Sql(connection, statement).arg(storefront).texts(products);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          watches.put(new Scope(storefront, rows.getString("product")), watch(rows));
        }
      }
    }
    for (var one : open) {
      watches.computeIfPresent(
          one.alarm().scope(), (s, watch) -> watch.with(one.alarm().kind(), one.calm()));
      watches.computeIfAbsent(
          one.alarm().scope(), s -> Watch.NEW.with(one.alarm().kind(), one.calm()));
    }
    return watches;
  }

  private static Watch watch(ResultSet rows) throws SQLException {
    var at = longs(rows.getArray("recent_second"));
    var n = longs(rows.getArray("recent_n"));
    var negatives = longs(rows.getArray("recent_negatives"));
    var recent = new ArrayList<Bucket>();
    for (var i = 0; i < at.length; i++) {
      recent.add(new Bucket(Instant.ofEpochSecond(at[i]), n[i], negatives[i], true));
    }
    return new Watch(
        rows.getObject("through", OffsetDateTime.class).toInstant(),
        new Drift(
            rows.getDouble("drift"), rows.getLong("drift_n"), rows.getLong("drift_negatives")),
        recent,
        Map.of());
  }

  private static Long[] longs(Array array) throws SQLException {
    return (Long[]) array.getArray();
  }

  /** Saves those that have closed an hour. */
  static void save(Connection connection, Map<Scope, Watch> watches) throws SQLException {
    try (var statement = connection.prepareStatement(SAVE)) {
      for (var entry : watches.entrySet()) {
        var watch = entry.getValue();
        if (watch.through() == null) {
          continue;
        }
        new Sql(connection, statement)
            .arg(entry.getKey().storefront())
            .arg(entry.getKey().product())
            .arg(watch.through())
            .arg(watch.drift().score())
            .arg(watch.drift().n())
            .arg(watch.drift().negatives())
            .texts(watch.recent().stream().map(Bucket::at).toList())
            .texts(watch.recent().stream().map(Bucket::n).toList())
            .texts(watch.recent().stream().map(Bucket::negatives).toList());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Through which hour a storefront has been looked at; locked. One that is new begins with the
   * hour before the one that runs.
   */
  static @Nullable Instant through(Connection connection, String storefront) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select through from alarm_clocks where storefront = ? for update")) {
      new Sql(connection, statement).arg(storefront);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getObject(1, OffsetDateTime.class).toInstant() : null;
      }
    }
  }

  static void through(Connection connection, String storefront, Instant hour) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into alarm_clocks (storefront, through) values (?, ?)
            on conflict (storefront) do update set through = excluded.through
            """)) {
      new Sql(connection, statement).arg(storefront).arg(hour);
      statement.executeUpdate();
    }
  }

  private WatchRows() {}
}
