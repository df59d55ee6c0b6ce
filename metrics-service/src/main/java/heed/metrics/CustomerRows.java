package heed.metrics;

import heed.events.CustomerErased;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;

/**
 * One row per customer of a storefront, to be locked by whoever changes what is said of all reviews
 * of one customer; always in the same order, and after the facts.
 */
final class CustomerRows {
  /** Ordered as it is locked. */
  record Key(String storefront, String customerId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var byStorefront = storefront.compareTo(other.storefront);
      return byStorefront == 0 ? customerId.compareTo(other.customerId) : byStorefront;
    }
  }

  private static final String KNOW =
      """
      insert into customers (storefront, customer_id)
      select * from unnest(?::text[], ?::text[]) on conflict do nothing
      """;
  private static final String LOCK =
      """
      select from customers c join unnest(?::text[], ?::text[]) with ordinality
        as k (storefront, customer_id, place) using (storefront, customer_id)
      order by k.place for update of c
      """;

  private static final String FORGET =
      """
      delete from customers c using unnest(?::text[], ?::text[]) as k (storefront, customer_id)
      where c.storefront = k.storefront and c.customer_id = k.customer_id
        and not exists (select from reviews r
          where r.storefront = k.storefront and r.customer_id = k.customer_id)
      """;

  static void lock(Connection connection, SortedSet<Key> customers) throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    for (var sql : new String[] {KNOW, LOCK}) {
      try (var statement = connection.prepareStatement(sql)) {
        new Sql(connection, statement)
            .texts(customers.stream().map(Key::storefront).toList())
            .texts(customers.stream().map(Key::customerId).toList());
        statement.execute();
      }
    }
  }

  /** Forgets customers who were erased; what they wrote afterwards names them anew. */
  static void forget(Connection connection, List<CustomerErased> erased) throws SQLException {
    if (erased.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(FORGET)) {
      new Sql(connection, statement)
          .texts(erased.stream().map(CustomerErased::storefront).toList())
          .texts(erased.stream().map(CustomerErased::customerId).toList());
      statement.executeUpdate();
    }
  }

  private CustomerRows() {}
}
