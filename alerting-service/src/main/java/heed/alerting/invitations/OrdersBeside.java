package heed.alerting.invitations;

import com.fasterxml.jackson.core.JsonGenerator;
import heed.alerting.BesideCases;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.events.CustomerErased;
import heed.events.Ids;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the stream of reviews says about orders: that one was reviewed, and that a customer is to be
 * forgotten. An order that was reviewed before anything was heard of it is put down as answered, so
 * that it is never asked about.
 */
@Singleton
class OrdersBeside implements BesideCases {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SOME = 200;

  /** A review that is erased again leaves its mark: he has been heard, and is not asked anew. */
  private static final String ANSWERED =
      """
      insert into invitations (order_key, storefront, revision, state, answered_at)
      select k, s, -1, 'ANSWERED', a
      from unnest(?::uuid[], ?::text[], ?::timestamptz[]) as r (k, s, a) order by k
      on conflict (order_key) do update set
        answered_at = coalesce(invitations.answered_at, excluded.answered_at),
        state = case when invitations.state in ('WAITING', 'INVITED', 'REMINDED', 'UNDELIVERED',
          'LAPSED', 'UNREACHABLE') then 'ANSWERED' else invitations.state end,
        next_at = null, contact = null, changed_at = clock_timestamp()
      where invitations.answered_at is null
      """;

  private static final String FORGET =
      """
      with gone as (
        update invitations set state = 'ERASED', order_id = null, customer_id = null,
          contact = null, address = null, details = null, next_at = null,
          changed_at = clock_timestamp()
        where storefront = ? and customer_id = ? and received_at <= ? returning order_key)
      delete from deliveries d using invitation_letters l, gone g
      where l.order_key = g.order_key and d.id = l.delivery_id
      """;

  private final Transactions transactions;
  private final InvitationExport export;

  OrdersBeside(Transactions transactions, InvitationExport export) {
    this.transactions = transactions;
    this.export = export;
  }

  @Override
  public void reviewed(Connection connection, Collection<ReviewedOrder> orders)
      throws SQLException {
    var byKey = new TreeMap<UUID, ReviewedOrder>();
    for (var order : orders) {
      byKey.putIfAbsent(Ids.order(order.storefront(), order.orderId()), order);
    }
    if (!byKey.isEmpty()) {
      var found = byKey.values();
      Sql.update(
          connection,
          ANSWERED,
          byKey.keySet(),
          found.stream().map(ReviewedOrder::storefront).toList(),
          found.stream().map(order -> order.receivedAt().toString()).toList());
    }
  }

  @Override
  public void erased(Connection connection, CustomerErased event) throws SQLException {
    Sql.update(connection, FORGET, event.storefront(), event.customerId(), event.erasedAt());
  }

  @Override
  public void export(String storefront, String customerId, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("invitations");
    var after = new UUID(0, 0);
    for (var more = true; more; ) {
      var last = after;
      var some =
          transactions.answer(LIMIT, c -> export.some(c, storefront, customerId, last, SOME));
      for (var one : some) {
        out.writePOJO(one);
        after = one.orderKey();
      }
      more = some.size() == SOME;
    }
    out.writeEndArray();
  }
}
