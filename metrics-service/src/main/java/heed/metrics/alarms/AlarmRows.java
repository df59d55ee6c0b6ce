package heed.metrics.alarms;

import heed.events.AlarmKind;
import heed.metrics.Sql;
import heed.metrics.alarms.AlarmFact.Raised;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alarms in the database. */
final class AlarmRows {
  private static final String RAISE =
      """
      insert into alarms (id, storefront, product, kind, raised_at, bucket_at, seen, expected,
        bound, n, negatives)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String OPEN =
      "select * from alarms where storefront = ? and cleared_at is null";
  private static final String LATELY =
      """
      select * from alarms where storefront = ? and product = ?
        and (cleared_at is null or cleared_at > ?)
      """;

  static void raise(Connection connection, Alarm alarm) throws SQLException {
    try (var statement = connection.prepareStatement(RAISE)) {
      new Sql(connection, statement)
          .arg(alarm.id())
          .arg(alarm.scope().storefront())
          .arg(alarm.scope().product())
          .arg(alarm.kind().name())
          .arg(alarm.raisedAt())
          .arg(alarm.bucket())
          .arg(alarm.what().seen())
          .arg(alarm.what().expected())
          .arg(alarm.what().limit())
          .arg(alarm.what().n())
          .arg(alarm.what().negatives());
      statement.executeUpdate();
    }
  }

  static void clear(Connection connection, UUID id, Instant at) throws SQLException {
    try (var statement =
        connection.prepareStatement("update alarms set cleared_at = ? where id = ?")) {
      new Sql(connection, statement).arg(at).arg(id);
      statement.executeUpdate();
    }
  }

  /** How calm it has been since, in quarters of an hour. */
  static void calm(Connection connection, UUID id, int calm) throws SQLException {
    try (var statement =
        connection.prepareStatement("update alarms set calm = ? where id = ? and calm <> ?")) {
      new Sql(connection, statement).arg(calm).arg(id).arg(calm);
      statement.executeUpdate();
    }
  }

  /** An open alarm and how calm it has been since. */
  record Open(Alarm alarm, int calm) {}

  static List<Open> open(Connection connection, String storefront) throws SQLException {
    try (var statement = connection.prepareStatement(OPEN)) {
      new Sql(connection, statement).arg(storefront);
      var open = new ArrayList<Open>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          open.add(new Open(alarm(rows), rows.getInt("calm")));
        }
      }
      return open;
    }
  }

  /** Those that were open at any time since. */
  static List<Alarm> since(Connection connection, Scope scope, Instant from) throws SQLException {
    try (var statement = connection.prepareStatement(LATELY)) {
      new Sql(connection, statement).arg(scope.storefront()).arg(scope.product()).arg(from);
      return alarms(statement.executeQuery());
    }
  }

  /** The place in the list after which the next page begins. */
  record Position(Instant raisedAt, UUID id) {
    @Override
    public String toString() {
      return raisedAt + " " + id;
    }

    static @Nullable Position of(@Nullable String told) {
      if (told == null) {
        return null;
      }
      var parts = told.split(" ", 2);
      return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }
  }

  /**
   * Newest first.
   *
   * @param product null for any, and the storefront as a whole
   * @param open null for open and cleared ones
   */
  static List<Alarm> list(
      Connection connection,
      Collection<String> storefronts,
      @Nullable String product,
      @Nullable AlarmKind kind,
      @Nullable Boolean open,
      @Nullable Position after,
      int limit)
      throws SQLException {
    var where = new StringBuilder("storefront = any(?)");
    var args = new ArrayList<Object>();
    args.add(storefronts);
    if (product != null) {
      where.append(" and product = ?");
      args.add(product);
    }
    if (kind != null) {
      where.append(" and kind = ?");
      args.add(kind.name());
    }
    if (open != null) {
      where.append(open ? " and cleared_at is null" : " and cleared_at is not null");
    }
    if (after != null) {
      where.append(" and (raised_at, id) < (?, ?)");
      args.add(after.raisedAt());
      args.add(after.id());
    }
    var sql =
        "select * from alarms where " + where + " order by raised_at desc, id desc limit " + limit;
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      return alarms(statement.executeQuery());
    }
  }

  private static List<Alarm> alarms(ResultSet rows) throws SQLException {
    try (rows) {
      var alarms = new ArrayList<Alarm>();
      while (rows.next()) {
        alarms.add(alarm(rows));
      }
      return alarms;
    }
  }

  private static Alarm alarm(ResultSet rows) throws SQLException {
    @Nullable OffsetDateTime cleared = rows.getObject("cleared_at", OffsetDateTime.class);
    return new Alarm(
        rows.getObject("id", UUID.class),
        new Scope(rows.getString("storefront"), rows.getString("product")),
        rows.getObject("raised_at", OffsetDateTime.class).toInstant(),
        rows.getObject("bucket_at", OffsetDateTime.class).toInstant(),
        new Raised(
            AlarmKind.valueOf(rows.getString("kind")),
            rows.getDouble("seen"),
            rows.getDouble("expected"),
            rows.getDouble("bound"),
            rows.getLong("n"),
            rows.getLong("negatives")),
        cleared == null ? null : cleared.toInstant());
  }

  private AlarmRows() {}
}
