package heed.alerting.audit;

import heed.alerting.Transactions;
import heed.door.Holder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines as rows of the table {@code audit}. */
final class AuditRows {
  private static final String INSERT =
      """
      insert into audit (holder, name, kind, action, object, storefront, request, outcome, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String LIST =
      """
      select * from audit
      where id < ?
        and (?::text[] is null or storefront = any (?::text[]))
        and (not ? or storefront is not null)
        and (?::text is null or holder = ? or name = ?)
        and (?::text is null or position(? in action) > 0)
        and (?::text is null or object = ?)
        and (?::text is null or outcome = ?)
        and at >= ? and at < ?
      order by id desc limit ?
      """;
  private static final String FORGET =
      """
      delete from audit where id in (
        select id from audit where at < now() - make_interval(secs => ?) order by at limit ?)
      """;

  /**
   * Which lines.
   *
   * @param storefronts null for every one, and for what is of none
   * @param ofStorefronts true for nothing that is of no one storefront
   * @param who a holder's id or name
   * @param action a part of it
   */
  record Wanted(
      @Nullable Set<String> storefronts,
      boolean ofStorefronts,
      @Nullable String who,
      @Nullable String action,
      @Nullable String object,
      @Nullable String outcome,
      Instant from,
      Instant to) {}

  static void insert(
      Connection connection,
      Deed deed,
      @Nullable Holder holder,
      @Nullable String object,
      @Nullable String storefront,
      AuditEntry.Outcome outcome,
      int status)
      throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, Deed.id(holder));
      statement.setString(2, Deed.name(holder));
      statement.setString(3, Deed.kind(holder).name());
      statement.setString(4, deed.action);
      statement.setString(5, object);
      statement.setString(6, storefront);
      statement.setObject(7, deed.request);
      statement.setString(8, outcome.name());
      statement.setInt(9, status);
      statement.executeUpdate();
    }
  }

  /** The newest first, before that id. */
  static List<AuditEntry> list(Connection connection, Wanted wanted, long before, int limit)
      throws SQLException {
    try (var statement = connection.prepareStatement(LIST)) {
      var only =
          wanted.storefronts() == null
              ? null
              : connection.createArrayOf("text", wanted.storefronts().toArray());
      var i = 0;
      statement.setLong(++i, before);
      statement.setArray(++i, only);
      statement.setArray(++i, only);
      statement.setBoolean(++i, wanted.ofStorefronts());
      for (var text : new @Nullable String[] {wanted.who(), wanted.who(), wanted.who()}) {
        statement.setString(++i, text);
      }
      for (var text :
          new @Nullable String[] {
            wanted.action(),
            wanted.action(),
            wanted.object(),
            wanted.object(),
            wanted.outcome(),
            wanted.outcome()
          }) {
        statement.setString(++i, text);
      }
      statement.setTimestamp(++i, Timestamp.from(wanted.from()));
      statement.setTimestamp(++i, Timestamp.from(wanted.to()));
      statement.setInt(++i, limit);
      try (var rows = statement.executeQuery()) {
        var entries = new ArrayList<AuditEntry>();
        while (rows.next()) {
          entries.add(entry(rows));
        }
        return entries;
      }
    }
  }

  /** How many were forgotten. */
  static int forget(Transactions transactions, Duration keep, int most) {
    return transactions.read(
        connection -> {
          try (var statement = connection.prepareStatement(FORGET)) {
            statement.setLong(1, keep.toSeconds());
            statement.setInt(2, most);
            return statement.executeUpdate();
          }
        });
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        row.getString("holder"),
        row.getString("name"),
        AuditEntry.Kind.valueOf(row.getString("kind")),
        row.getString("action"),
        row.getString("object"),
        row.getString("storefront"),
        row.getObject("request", UUID.class),
        AuditEntry.Outcome.valueOf(row.getString("outcome")),
        row.getInt("status"));
  }

  private AuditRows() {}
}
