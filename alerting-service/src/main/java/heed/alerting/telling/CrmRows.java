package heed.alerting.telling;

import heed.alerting.CustomerName;
import heed.alerting.Sql;
import heed.alerting.crm.Mapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom messages to CRMs are about, and which CRM may have heard of whom, in the database. */
final class CrmRows {
  private static final String INSERT =
      """
      insert into crm_messages (delivery_id, endpoint, storefront, customer_id, at)
      select m.delivery_id, m.endpoint, m.storefront, m.customer_id, m.at
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
        with ordinality as m (delivery_id, endpoint, storefront, customer_id, at, place)
      join deliveries d on d.id = m.delivery_id
      order by m.place
      on conflict (delivery_id) do nothing
      """;

  /** An erasure waits for whoever composes, or whoever composes finds nothing. */
  private static final String FIND =
      """
      select m.* from crm_messages m join deliveries d on d.id = m.delivery_id
      where m.delivery_id = ? and d.state = 'WAITING' for share of d
      """;

  private static final String HEARS =
      """
      insert into crm_heard (storefront, customer_id, endpoint) values (?, ?, ?)
      on conflict do nothing
      """;
  private static final String HEARD =
      "select 1 from crm_heard where storefront = ? and customer_id = ? and endpoint = ?";

  /**
   * What is about a case that is still his, or was heard after the erasure, is of somebody new and
   * stays.
   */
  private static final String FORGET =
      """
      delete from deliveries d using crm_messages m
      where m.delivery_id = d.id and m.storefront = ? and m.customer_id = ? and d.event <> ?
        and (m.at <= ? or not (
          exists (select from signals s where s.delivery_id = d.id)
          or exists (select from notices n
            join cases c on c.storefront = n.storefront and c.id = n.case_id
            where n.delivery_id = d.id and c.customer_id = m.customer_id)))
      """;

  private static final String UNHEARD =
      "delete from crm_heard where storefront = ? and customer_id = ? returning endpoint";

  /** Not before whatever is being sent now has ended: it must not undo the erasure. */
  private static final String ERASE =
      """
      insert into deliveries (id, medium, recipient, event, state, next_at)
      values (?, 'CRM', ?, ?, 'WAITING', clock_timestamp() + make_interval(secs => ?))
      """;

  /**
   * A message about a customer.
   *
   * @param at when what it tells happened
   */
  record About(UUID delivery, String endpoint, CustomerName customer, Instant at) {}

  private CrmRows() {}

  /** Puts down whom messages are about, in their order; one that is there stays as it is. */
  static void insert(Connection connection, List<About> messages) throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        INSERT,
        Sql.column(messages, About::delivery),
        Sql.column(messages, About::endpoint),
        Sql.column(messages, m -> m.customer().storefront()),
        Sql.column(messages, m -> m.customer().id()),
        Sql.column(messages, About::at));
  }

  /** Whom a message that waits is about; null once it was forgotten. */
  static @Nullable About find(Connection connection, UUID delivery) throws SQLException {
    var found =
        Sql.list(
            connection,
            FIND,
            row ->
                new About(
                    delivery,
                    row.getString("endpoint"),
                    new CustomerName(row.getString("storefront"), row.getString("customer_id")),
                    Sql.at(row, "at")),
            delivery);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** From now on the CRM may know of the customer. */
  static void hears(Connection connection, About message) throws SQLException {
    var customer = message.customer();
    Sql.update(connection, HEARS, customer.storefront(), customer.id(), message.endpoint());
  }

  static boolean heard(Connection connection, About message) throws SQLException {
    var customer = message.customer();
    return !Sql.list(
            connection,
            HEARD,
            row -> true,
            customer.storefront(),
            customer.id(),
            message.endpoint())
        .isEmpty();
  }

  /** Forgets what was or is to be told of a customer up to his erasure. */
  static void forget(Connection connection, CustomerName customer, Instant erasedAt)
      throws SQLException {
    Sql.update(connection, FORGET, customer.storefront(), customer.id(), Mapping.ERASED, erasedAt);
  }

  /** Forgets which CRMs may know of a customer; answers which they were. */
  static List<String> unheard(Connection connection, CustomerName customer) throws SQLException {
    return Sql.list(
        connection,
        UNHEARD,
        row -> row.getString("endpoint"),
        customer.storefront(),
        customer.id());
  }

  /** Tells a CRM that a customer was erased, once all attempts of now have ended. */
  static void erase(
      Connection connection, String endpoint, CustomerName customer, Instant at, Duration after)
      throws SQLException {
    var id = UUID.randomUUID();
    Sql.update(connection, ERASE, id, endpoint, Mapping.ERASED, (double) after.toMillis() / 1000);
    insert(connection, List.of(new About(id, endpoint, customer, at)));
  }

  /** The CRM has forgotten him: so does whoever told it to. */
  static void obeyed(Connection connection, UUID delivery) throws SQLException {
    Sql.update(connection, "delete from crm_messages where delivery_id = ?", delivery);
  }
}
