package heed.metrics;

import heed.metrics.Invitation.About;
import heed.metrics.Invitation.Moments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations, and the sums of their days, in the database. */
final class InvitationRows {
  private static final String LOAD =
      "select * from invitations where order_key = any (?::uuid[]) order by order_key";

  private static final String SAVE =
      """
      insert into invitations (order_key, storefront, forgotten_at, revision, country, language,
        products, day, sent_at, reminded_at, opened_at, answered_at, declined_at, bounced_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (order_key) do update set forgotten_at = excluded.forgotten_at,
        revision = excluded.revision, country = excluded.country, language = excluded.language,
        products = excluded.products, day = excluded.day, sent_at = excluded.sent_at,
        reminded_at = excluded.reminded_at, opened_at = excluded.opened_at,
        answered_at = excluded.answered_at, declined_at = excluded.declined_at,
        bounced_at = excluded.bounced_at
      """;

  private static final String ADD =
      """
      insert into invitation_days as d (storefront, product, day, country, language,
        sent, reminded, opened, answered, declined, bounced)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (storefront, product, day, country, language) do update set
        sent = d.sent + excluded.sent, reminded = d.reminded + excluded.reminded,
        opened = d.opened + excluded.opened, answered = d.answered + excluded.answered,
        declined = d.declined + excluded.declined, bounced = d.bounced + excluded.bounced
      """;

  /** There are more only after a pause, and then the next batches take them. */
  private static final String PURGE =
      """
      delete from invitations where order_key in (
        select order_key from invitations where forgotten_at < now() - make_interval(secs => ?)
        order by forgotten_at limit 10000)
      """;

  private InvitationRows() {}

  /** Those that are known. */
  static Map<UUID, Invitation> load(Connection connection, Collection<UUID> keys)
      throws SQLException {
    var known = new HashMap<UUID, Invitation>();
    try (var statement = connection.prepareStatement(LOAD)) {
      new Sql(connection, statement).array("uuid", keys);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var one = read(rows);
          known.put(one.orderKey(), one);
        }
      }
    }
    return known;
  }

  private static Invitation read(ResultSet row) throws SQLException {
    var products = (String[]) row.getArray("products").getArray();
    return new Invitation(
        row.getObject("order_key", UUID.class),
        row.getString("storefront"),
        at(row, "forgotten_at"),
        new About(
            row.getLong("revision"),
            row.getString("country"),
            row.getString("language"),
            List.of(products)),
        new Moments(
            at(row, "sent_at"),
            at(row, "reminded_at"),
            at(row, "opened_at"),
            at(row, "answered_at"),
            at(row, "declined_at"),
            at(row, "bounced_at")));
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** Writes them as they are. */
  static void save(Connection connection, Collection<Invitation> changed) throws SQLException {
    try (var statement = connection.prepareStatement(SAVE)) {
      for (var one : changed) {
        var moments = one.moments();
        statement.setObject(1, one.orderKey());
        statement.setString(2, one.storefront());
        set(statement, 3, one.forgottenAt());
        statement.setLong(4, one.about().revision());
        statement.setString(5, one.about().country());
        statement.setString(6, one.about().language());
        statement.setArray(7, connection.createArrayOf("text", one.about().products().toArray()));
        set(statement, 8, one.day());
        set(statement, 9, moments.sentAt());
        set(statement, 10, moments.remindedAt());
        set(statement, 11, moments.openedAt());
        set(statement, 12, moments.answeredAt());
        set(statement, 13, moments.declinedAt());
        set(statement, 14, moments.bouncedAt());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void set(PreparedStatement statement, int index, @Nullable Instant at)
      throws SQLException {
    if (at == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, at.atOffset(ZoneOffset.UTC));
    }
  }

  /** Takes away the keys that were forgotten so long ago that nothing of them can come again. */
  static void purge(Connection connection, Duration keepForgotten) throws SQLException {
    try (var statement = connection.prepareStatement(PURGE)) {
      statement.setDouble(1, keepForgotten.toSeconds());
      statement.executeUpdate();
    }
  }

  /** Adds the differences to the sums. */
  static void add(Connection connection, InvitationTally tally) throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      for (var difference : tally.differences().entrySet()) {
        var cell = difference.getKey();
        statement.setString(1, cell.storefront());
        statement.setString(2, cell.product());
        set(statement, 3, cell.day());
        statement.setString(4, cell.country());
        statement.setString(5, cell.language());
        var index = 6;
        for (var value : difference.getValue().values()) {
          statement.setLong(index++, value);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
