package heed.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import heed.events.CustomerErased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * One row per customer of a storefront: where his latest reviews lie, and how many there are. It is
 * locked by whoever changes what is said of all reviews of one customer; always in the same order,
 * and after the facts are written.
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

  private static final String LOCK =
      """
      select c.storefront, c.customer_id, c.latest::text, c.reviews
      from customers c join unnest(?::text[], ?::text[]) with ordinality
        as k (storefront, customer_id, place) using (storefront, customer_id)
      order by k.place for update of c
      """;
  private static final String INSERT =
      """
      insert into customers (storefront, customer_id, latest, reviews)
      select * from unnest(?::text[], ?::text[], ?::jsonb[], ?::int[]) on conflict do nothing
      """;
  private static final String UPDATE =
      """
      update customers c set latest = k.latest, reviews = k.reviews
      from unnest(?::text[], ?::text[], ?::jsonb[], ?::int[])
        as k (storefront, customer_id, latest, reviews)
      where c.storefront = k.storefront and c.customer_id = k.customer_id
      """;
  private static final String OF_FACTS =
      """
      select r.storefront, r.customer_id, r.product_id, r.country, r.channel, r.language, r.placed_at
      from unnest(?::text[], ?::text[]) as k (storefront, customer_id)
      join reviews r using (storefront, customer_id) where r.revision is not null
      """;
  private static final String FORGET =
      """
      delete from customers c using unnest(?::text[], ?::text[]) as k (storefront, customer_id)
      where c.storefront = k.storefront and c.customer_id = k.customer_id
        and not exists (select from reviews r
          where r.storefront = k.storefront and r.customer_id = k.customer_id)
      """;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Locks and reads those that are known. */
  static Map<Key, Latest> lock(Connection connection, SortedSet<Key> customers)
      throws SQLException {
    var known = new HashMap<Key, Latest>();
    if (customers.isEmpty()) {
      return known;
    }
    try (var statement = connection.prepareStatement(LOCK)) {
      keys(connection, statement, customers);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var latest =
              new Latest(parsed(rows.getString(3)), rows.getObject(4, Integer.class));
          known.put(new Key(rows.getString(1), rows.getString(2)), latest);
        }
      }
    }
    return known;
  }

  /** Writes new ones, which are locked thereby; false if another copy was quicker with one. */
  static boolean insert(Connection connection, TreeMap<Key, Latest> customers) throws SQLException {
    return write(connection, INSERT, customers) == customers.size();
  }

  /** Writes ones that were locked. */
  static void update(Connection connection, TreeMap<Key, Latest> customers) throws SQLException {
    write(connection, UPDATE, customers);
  }

  /** Where the latest reviews of locked customers lie, by all of their facts. */
  static Map<Key, Latest> ofFacts(Connection connection, Collection<Key> customers)
      throws SQLException {
    var latest = new HashMap<Key, Latest>();
    customers.forEach(key -> latest.put(key, Latest.NONE));
    if (customers.isEmpty()) {
      return latest;
    }
    try (var statement = connection.prepareStatement(OF_FACTS)) {
      keys(connection, statement, customers);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var cell =
              Cell.of(
                  rows.getString(1),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getObject(7, OffsetDateTime.class).toInstant());
          latest.computeIfPresent(
              new Key(rows.getString(1), rows.getString(2)), (key, known) -> known.and(cell));
        }
      }
    }
    return latest;
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

  private static int write(Connection connection, String sql, TreeMap<Key, Latest> customers)
      throws SQLException {
    if (customers.isEmpty()) {
      return 0;
    }
    try (var statement = connection.prepareStatement(sql)) {
      keys(connection, statement, customers.keySet())
          .texts(customers.values().stream().map(CustomerRows::json).toList())
          .orNull("int4", customers.values().stream().map(Latest::reviews).toList());
      return statement.executeUpdate();
    }
  }

  private static Sql keys(
      Connection connection, PreparedStatement statement, Collection<Key> customers)
      throws SQLException {
    return new Sql(connection, statement)
        .texts(customers.stream().map(Key::storefront).toList())
        .texts(customers.stream().map(Key::customerId).toList());
  }

  private static String json(Latest latest) {
    var json = JSON.createObjectNode();
    latest.places().forEach((scope, at) -> json.put(scope.key(), at.toEpochMilli()));
    return json.toString();
  }

  private static Map<Scope, Instant> parsed(String json) {
    try {
      var places = new HashMap<Scope, Instant>();
      JSON.readValue(json, new TypeReference<Map<String, Long>>() {})
          .forEach((key, millis) -> places.put(Scope.of(key), Instant.ofEpochMilli(millis)));
      return places;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored customer cannot be read", e);
    }
  }

  private CustomerRows() {}
}
