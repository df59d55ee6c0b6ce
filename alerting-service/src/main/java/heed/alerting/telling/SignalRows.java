package heed.alerting.telling;

import heed.alerting.Sql;
import heed.events.EventType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signals in the database, each beside the message that tells of it. */
final class SignalRows {
  private static final String INSERT =
      """
      with made as (
        insert into deliveries (id, medium, recipient, event, state, next_at)
        values (?, ?, ?, ?, 'WAITING', clock_timestamp()) on conflict (id) do nothing returning id)
      insert into signals (delivery_id, storefront, customer_id, order_key, type, at, data)
      select id, ?, ?, ?, ?, ?, ? from made
      """;

  /** What waits; what is being sent is beyond reach, and its outcome finds no row. */
  private static final String WITHDRAW =
      """
      delete from deliveries d using signals s where s.delivery_id = d.id and d.state = 'WAITING'
        and s.storefront = ? and s.customer_id = ? and s.at <= ?
      """;

  /** It stays as a row: whoever hears the same again is not to plan it again. */
  private static final String DROP_OF_ORDER =
      """
      update deliveries d set state = 'DROPPED', done_at = clock_timestamp(), outcome = ?
      from signals s where s.delivery_id = d.id and d.state = 'WAITING' and s.order_key = ?
      """;

  /** Of what was told as well: it could be delivered again. */
  private static final String EMPTY_OF_ORDER =
      "update signals set data = '', order_key = null where order_key = ?";

  /** An endpoint, and since when it listens. */
  record Listener(Subscription subscription, Instant since) {
    boolean hears(Signal signal) {
      return subscription.hears(signal) && !signal.at().isBefore(since);
    }

    Recipient recipient() {
      return new Recipient(subscription.kind(), subscription.id());
    }
  }

  /**
   * A signal to be told.
   *
   * @param data the event
   */
  record Told(EventType type, Instant at, String data) {}

  private SignalRows() {}

  static List<Listener> listeners(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "select * from endpoints where enabled order by id",
        row -> new Listener(EndpointRows.subscription(row), Sql.at(row, "created_at")));
  }

  /** One message; 0 if it is there already. */
  static int insert(Connection connection, Signal signal, Recipient to) throws SQLException {
    return Sql.update(
        connection,
        INSERT,
        signal.messageTo(to),
        to.medium().name(),
        to.name(),
        signal.name(),
        signal.storefront(),
        signal.customerId(),
        signal.last() ? null : signal.orderKey(), // what says that it is forgotten stays
        signal.type().wireName(),
        signal.at(),
        signal.data());
  }

  /** Takes back what was not sent of a customer who said no, or of an order that is forgotten. */
  static void withdraw(Connection connection, Signal last) throws SQLException {
    var order = last.orderKey();
    if (order == null) {
      Sql.update(connection, WITHDRAW, last.storefront(), last.customerId(), last.at());
    } else {
      Sql.update(connection, DROP_OF_ORDER, Outcome.Dropped.FORGOTTEN, order);
      Sql.update(connection, EMPTY_OF_ORDER, order);
    }
  }

  /** What a message tells of; null if it is no signal's, or was forgotten. */
  static @Nullable Told of(Connection connection, UUID delivery) throws SQLException {
    var found =
        Sql.list(
            connection,
            "select * from signals where delivery_id = ? and data <> ''",
            row ->
                new Told(
                    EventType.of(row.getString("type")), Sql.at(row, "at"), row.getString("data")),
            delivery);
    return found.isEmpty() ? null : found.getFirst();
  }
}
