package heed.alerting;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The events of the last day in an order that never changes: by transaction, then by number. A
 * reader stays behind the oldest transaction of this database that writes, so nothing is committed
 * behind its back. Those of other databases on the server write no events: to stay behind them, as
 * {@code pg_snapshot_xmin} would, is to let a long one of theirs hold up every event of ours.
 */
@ApplicationScoped
class EventLog {
  /**
   * The oldest transaction that may still write events, or the one that has not begun yet.
   * Everybody may see whose they are. To be asked before, not within, what reads events: what has
   * ended by now is in the snapshot of a later statement only. Transactions show the lower half of
   * their number, and are no further from each other than half of what it can be.
   */
  private static final String HORIZON =
      """
      select least(r.next, (
        select min(r.next + (xid - r.next % (1::bigint << 32) + (3::bigint << 31)) % (1::bigint << 32)
          - (1::bigint << 31))
        from (select backend_xid::text::bigint as xid from pg_stat_activity
          where datname = current_database() and backend_xid is not null) as running))
      from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next) as r
      """;

  private static final String NEXT =
      """
      select tx, id, ce_id, type, data from events
      where (tx, id) > (?, ?) and (tx, id) <= (?, ?)
        and (?::text[] is null or storefront = any (?::text[]))
        and (?::text[] is null or team = any (?::text[]) or team_before = any (?::text[]))
      order by tx, id limit ?
      """;
  private static final String END =
      """
      select tx, id from events
      where tx < ? order by tx desc, id desc limit 1
      """;

  private final Transactions transactions;

  EventLog(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A place in the log, after an event. */
  record Position(long tx, long id) implements Comparable<Position> {
    static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
      return tx != other.tx ? Long.compare(tx, other.tx) : Long.compare(id, other.id);
    }
  }

  record Entry(Position position, UUID id, String type, String data) {}

  /** The place after everything that can be read now. */
  Position end() {
    return transactions.read(
        connection -> {
          var horizon = horizon(connection);
          try (var statement = connection.prepareStatement(END)) {
            statement.setLong(1, horizon);
            try (var rows = statement.executeQuery()) {
              return rows.next() ? position(rows) : Position.START;
            }
          }
        });
  }

  private static long horizon(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(HORIZON);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The place of an event; empty if it is not kept (any more). */
  Optional<Position> of(UUID id) {
    return transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement("select tx, id from events where ce_id = ?")) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(position(rows)) : Optional.empty();
            }
          }
        });
  }

  /**
   * What follows.
   *
   * @param end an answer of {@link #end}: nothing beyond it is read
   * @param sight whose; what leaves it is told as well
   */
  List<Entry> next(Position after, Position end, Sight sight, int limit) {
    return transactions.read(connection -> next(connection, after, end, sight, limit));
  }

  private static List<Entry> next(
      Connection connection, Position after, Position end, Sight sight, int limit)
      throws SQLException {
    try (var statement = connection.prepareStatement(NEXT)) {
      statement.setLong(1, after.tx());
      statement.setLong(2, after.id());
      statement.setLong(3, end.tx());
      statement.setLong(4, end.id());
      var next = sight.bind(connection, statement, 5);
      statement.setArray(
          next,
          sight.teams() == null ? null : Guards.texts(connection, List.copyOf(sight.teams())));
      statement.setInt(next + 1, limit);
      try (var rows = statement.executeQuery()) {
        var entries = new ArrayList<Entry>();
        while (rows.next()) {
          entries.add(
              new Entry(
                  position(rows),
                  rows.getObject("ce_id", UUID.class),
                  rows.getString("type"),
                  rows.getString("data")));
        }
        return entries;
      }
    }
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(row.getLong("tx"), row.getLong("id"));
  }
}
