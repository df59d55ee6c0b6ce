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
 * reader stays behind the oldest transaction that runs, so nothing is committed behind its back.
 */
@ApplicationScoped
class EventLog {
  private static final String NEXT =
      """
      select tx, id, ce_id, type, data from events
      where (tx, id) > (?, ?) and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        and (?::text[] is null or storefront = any (?::text[]))
        and (?::text[] is null or team = any (?::text[]) or team_before = any (?::text[]))
      order by tx, id limit ?
      """;
  private static final String END =
      """
      select tx, id from events
      where tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      order by tx desc, id desc limit 1
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
          try (var statement = connection.prepareStatement(END);
              var rows = statement.executeQuery()) {
            return rows.next() ? position(rows) : Position.START;
          }
        });
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
   * @param sight whose; what leaves it is told as well
   */
  List<Entry> next(Position after, Sight sight, int limit) {
    return transactions.read(connection -> next(connection, after, sight, limit));
  }

  private static List<Entry> next(Connection connection, Position after, Sight sight, int limit)
      throws SQLException {
    try (var statement = connection.prepareStatement(NEXT)) {
      statement.setLong(1, after.tx());
      statement.setLong(2, after.id());
      var next = sight.bind(connection, statement, 3);
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
