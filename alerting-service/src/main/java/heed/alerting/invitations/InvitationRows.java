package heed.alerting.invitations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import heed.alerting.Sql;
import heed.alerting.invitations.Invitation.Delivered;
import heed.alerting.invitations.Invitation.Moments;
import heed.alerting.invitations.Invitation.State;
import heed.events.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations in the database. */
final class InvitationRows {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Whoever else hears of the order first waits for this row, and is not written over. */
  private static final String BEGIN =
      """
      insert into invitations (order_key, storefront, revision, state)
      select k, s, -1, 'WAITING' from unnest(?::uuid[], ?::text[]) as o (k, s) order by k
      on conflict (order_key) do nothing
      """;

  private static final String LOCK =
      "select * from invitations where order_key = any (?::uuid[]) order by order_key for update";

  /** Of two that write the same row at once the one that knows more wins. */
  private static final String SAVE =
      """
      insert into invitations (order_key, storefront, revision, state, order_id, customer_id,
        contact, details, delivered_at, received_at, next_at, asked_at, sent_at, reminded_at,
        opened_at, answered_at, declined_at, cancelled_at, bounced_at)
      values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (order_key) do update set revision = excluded.revision, state = excluded.state,
        order_id = excluded.order_id, customer_id = excluded.customer_id,
        contact = excluded.contact, details = excluded.details,
        delivered_at = excluded.delivered_at, received_at = excluded.received_at,
        next_at = excluded.next_at, asked_at = excluded.asked_at, sent_at = excluded.sent_at,
        reminded_at = excluded.reminded_at, opened_at = excluded.opened_at,
        answered_at = excluded.answered_at, declined_at = excluded.declined_at,
        cancelled_at = excluded.cancelled_at, bounced_at = excluded.bounced_at,
        address = case when excluded.state = 'ERASED' then null else invitations.address end,
        changed_at = clock_timestamp()
      where invitations.revision <= excluded.revision
      """;

  private InvitationRows() {}

  /** What the details hold; nobody searches for them. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Details(
      List<Product> products,
      @Nullable String language,
      @Nullable String country,
      @Nullable String timeZone) {}

  /** Puts down that there are such orders, where nothing was known of them. */
  static void begin(Connection connection, Map<UUID, String> storefronts) throws SQLException {
    if (!storefronts.isEmpty()) {
      Sql.update(connection, BEGIN, storefronts.keySet(), storefronts.values());
    }
  }

  /** Those of them whose order is known. */
  static List<UUID> begun(Connection connection, Collection<UUID> keys) throws SQLException {
    var sql =
        "select order_key from invitations where order_key = any (?::uuid[]) and order_id is not null";
    return keys.isEmpty()
        ? List.of()
        : Sql.list(connection, sql, row -> row.getObject("order_key", UUID.class), keys);
  }

  /** These, locked until the transaction ends; one that is not there is missing. */
  static Map<UUID, Invitation> lock(Connection connection, Collection<UUID> keys)
      throws SQLException {
    var found = new LinkedHashMap<UUID, Invitation>();
    Sql.list(connection, LOCK, InvitationRows::read, keys)
        .forEach(invitation -> found.put(invitation.orderKey(), invitation));
    return found;
  }

  /** As it stands, without a lock. */
  static @Nullable Invitation find(Connection connection, UUID key) throws SQLException {
    var sql = "select * from invitations where order_key = ?";
    var found = Sql.list(connection, sql, InvitationRows::read, key);
    return found.isEmpty() ? null : found.getFirst();
  }

  static @Nullable Invitation lock(Connection connection, UUID key) throws SQLException {
    return lock(connection, List.of(key)).get(key);
  }

  static Invitation read(ResultSet row) throws SQLException {
    return new Invitation(
        row.getObject("order_key", UUID.class),
        row.getString("storefront"),
        row.getLong("revision"),
        State.valueOf(row.getString("state")),
        order(row),
        Sql.atOrNull(row, "next_at"),
        new Moments(
            Sql.atOrNull(row, "asked_at"),
            Sql.atOrNull(row, "sent_at"),
            Sql.atOrNull(row, "reminded_at"),
            Sql.atOrNull(row, "opened_at"),
            Sql.atOrNull(row, "answered_at"),
            Sql.atOrNull(row, "declined_at"),
            Sql.atOrNull(row, "cancelled_at"),
            Sql.atOrNull(row, "bounced_at")));
  }

  private static @Nullable Delivered order(ResultSet row) throws SQLException {
    @Nullable String id = row.getString("order_id");
    var details = row.getString("details");
    if (id == null || details == null) {
      return null;
    }
    var read = details(details);
    return new Delivered(
        id,
        row.getString("customer_id"),
        row.getString("contact"),
        read.products(),
        read.language(),
        read.country(),
        read.timeZone(),
        Sql.at(row, "delivered_at"),
        Sql.at(row, "received_at"));
  }

  private static Details details(String json) {
    try {
      return JSON.readValue(json, Details.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the details of an order are no JSON", e);
    }
  }

  /** Writes them as they are; whoever calls has locked those that were there. */
  static void save(Connection connection, Collection<Invitation> all) throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(SAVE)) {
      for (var one : all) {
        var values = values(one);
        for (var i = 0; i < values.length; i++) {
          var value = values[i];
          statement.setObject(
              i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static @Nullable Object[] values(Invitation i) {
    var order = i.order();
    var moments = i.moments();
    return new @Nullable Object[] {
      i.orderKey(),
      i.storefront(),
      i.revision(),
      i.state().name(),
      order == null ? null : order.orderId(),
      order == null ? null : order.customerId(),
      order == null ? null : order.contact(),
      order == null ? null : json(order),
      order == null ? null : order.deliveredAt(),
      order == null ? null : order.receivedAt(),
      i.nextAt(),
      moments.askedAt(),
      moments.sentAt(),
      moments.remindedAt(),
      moments.openedAt(),
      moments.answeredAt(),
      moments.declinedAt(),
      moments.cancelledAt(),
      moments.bouncedAt()
    };
  }

  private static String json(Delivered order) {
    try {
      return JSON.writeValueAsString(
          new Details(order.products(), order.language(), order.country(), order.timeZone()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the details of an order make no JSON", e);
    }
  }
}
