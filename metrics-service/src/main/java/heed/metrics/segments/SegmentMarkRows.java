package heed.metrics.segments;

import heed.metrics.CopyRows;
import heed.metrics.Sql;
import heed.metrics.segments.SegmentRows.Key;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose segment waits to be decided, in the database: a queue without an order, in which a customer
 * may stand several times.
 */
final class SegmentMarkRows {
  /** Before every row. */
  static final String BEGINNING = "(0,0)";

  private static final String APPEND = "segment_marks (storefront, customer_id)";

  /** From a place on, since what was taken before lies there until it is swept away. */
  private static final String TAKE =
      """
      with taken as (
        delete from segment_marks where ctid = any (array(
          select ctid from segment_marks where ctid > ?::tid limit ? for update skip locked))
        returning ctid as place, storefront, customer_id)
      select storefront, customer_id, count(*)::int, (max(max(place)) over ())::text
      from taken group by 1, 2
      """;

  private static final String OF =
      """
      select distinct m.storefront, m.customer_id from segment_marks m
      join unnest(?::text[], ?::text[]) as c (storefront, customer_id) using (storefront, customer_id)
      """;
  private static final String DELETE =
      """
      delete from segment_marks m using unnest(?::text[], ?::text[]) as c (storefront, customer_id)
      where m.storefront = c.storefront and m.customer_id = c.customer_id
      """;

  /**
   * What was taken.
   *
   * @param customers each once, in order
   * @param rows how many it were
   * @param last place of the last one; {@link #BEGINNING} if there was none
   */
  record Taken(Set<Key> customers, int rows, String last) {}

  /** These are to be decided; whoever appends keeps erasures away. */
  static void append(Connection connection, Collection<Key> customers) throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    CopyRows.into(
        connection,
        APPEND,
        copy -> {
          for (var customer : customers) {
            copy.add(customer.storefront()).add(customer.customerId()).endRow();
          }
        });
  }

  /** Takes some out that nobody else does. */
  static Taken take(Connection connection, String after, int limit) throws SQLException {
    var customers = new TreeSet<Key>();
    var rows = 0;
    var last = BEGINNING;
    try (var statement = connection.prepareStatement(TAKE)) {
      new Sql(connection, statement).arg(after).arg(limit);
      try (var some = statement.executeQuery()) {
        while (some.next()) {
          customers.add(new Key(some.getString(1), some.getString(2)));
          rows += some.getInt(3);
          last = some.getString(4);
        }
      }
    }
    return new Taken(customers, rows, last);
  }

  /** Those of these who wait. */
  static Set<Key> of(Connection connection, Collection<Key> customers) throws SQLException {
    var waiting = new TreeSet<Key>();
    try (var statement = connection.prepareStatement(OF)) {
      keys(connection, statement, customers);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(new Key(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return waiting;
  }

  /** Nothing of these waits any more. */
  static void delete(Connection connection, Collection<Key> customers) throws SQLException {
    try (var statement = connection.prepareStatement(DELETE)) {
      keys(connection, statement, customers);
      statement.executeUpdate();
    }
  }

  private static void keys(
      Connection connection, PreparedStatement statement, Collection<Key> customers)
      throws SQLException {
    new Sql(connection, statement)
        .texts(customers.stream().map(Key::storefront).toList())
        .texts(customers.stream().map(Key::customerId).toList());
  }

  private SegmentMarkRows() {}
}
