package heed.metrics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import heed.events.CustomerErased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row per customer of a storefront: where his latest reviews lie, and how many there are. Read
 * and written after the facts, while nobody else counts.
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

  /**
   * What is to be known of a customer: whether he is there, how many reviews he has, and where he
   * was seen last in all that a review of his is in.
   *
   * @param review where it counts; null: nothing is asked of places
   */
  record Asked(Key customer, @Nullable Cell review) {
    private String value(Function<Cell, String> of) {
      return review == null ? "" : of.apply(review);
    }
  }

  /**
   * Of somebody's many places a review asks for five: the database looks them up in a fraction of
   * the time in which it writes all of them out.
   */
  private static final String ASK =
      """
      select k.place::int, c.reviews, (c.latest ->> ('storefront:' || k.storefront))::bigint,
        (c.latest ->> ('product:' || k.product))::bigint, (c.latest ->> ('country:' || k.country))::bigint,
        (c.latest ->> ('channel:' || k.channel))::bigint, (c.latest ->> ('language:' || k.language))::bigint
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
        as k (storefront, customer_id, product, country, channel, language, place)
      join customers c using (storefront, customer_id)
      """;

  private static final String LOAD =
      """
      select c.storefront, c.customer_id, c.latest::text, c.reviews
      from customers c join unnest(?::text[], ?::text[]) as k (storefront, customer_id)
        using (storefront, customer_id)
      """;
  private static final String INSERT = "customers (storefront, customer_id, latest, reviews)";
  private static final String UPDATE =
      """
      update customers c set reviews = k.reviews,
        latest = case when k.whole then k.latest else c.latest || k.latest end
      from unnest(?::text[], ?::text[], ?::jsonb[], ?::int[], ?::bool[])
        as k (storefront, customer_id, latest, reviews, whole)
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

  /** Reads those that are known, with those of their places that are asked for. */
  static Map<Key, Latest> ask(Connection connection, List<Asked> asked) throws SQLException {
    var found = new HashMap<Key, Found>();
    if (!asked.isEmpty()) {
      try (var statement = connection.prepareStatement(ASK)) {
        new Sql(connection, statement)
            .texts(asked, a -> a.customer().storefront())
            .texts(asked, a -> a.customer().customerId())
            .texts(asked, a -> a.value(Cell::product))
            .texts(asked, a -> a.value(Cell::country))
            .texts(asked, a -> a.value(Cell::channel))
            .texts(asked, a -> a.value(Cell::language));
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var one = asked.get(rows.getInt(1) - 1);
            var reviews = rows.getObject(2, Integer.class);
            found.computeIfAbsent(one.customer(), k -> new Found(reviews)).add(one.review(), rows);
          }
        }
      }
    }
    var known = HashMap.<Key, Latest>newHashMap(found.size());
    found.forEach((key, one) -> known.put(key, new Latest(one.places, one.reviews)));
    return known;
  }

  /** A customer as far as he was asked for. */
  private static final class Found {
    private static final int FIRST = 3;

    private final @Nullable Integer reviews;
    private final Map<Scope, Instant> places = new HashMap<>();

    private Found(@Nullable Integer reviews) {
      this.reviews = reviews;
    }

    private void add(@Nullable Cell review, ResultSet rows) throws SQLException {
      var column = FIRST;
      for (var scope : review == null ? List.<Scope>of() : Scope.of(review)) {
        var at = rows.getLong(column++);
        if (!rows.wasNull()) {
          places.put(scope, Instant.ofEpochMilli(at));
        }
      }
    }
  }

  /** Reads those that are known, with all of their places. */
  static Map<Key, Latest> load(Connection connection, Set<Key> customers) throws SQLException {
    var known = new HashMap<Key, Latest>();
    if (customers.isEmpty()) {
      return known;
    }
    try (var statement = connection.prepareStatement(LOAD)) {
      keys(connection, statement, customers);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var latest =
              new Latest(StoredPlaces.of(rows.getString(3)), rows.getObject(4, Integer.class));
          known.put(new Key(rows.getString(1), rows.getString(2)), latest);
        }
      }
    }
    return known;
  }

  /**
   * Writes new ones; false if somebody who does not count as we do was quicker with one, and then
   * the transaction is lost.
   */
  static boolean insert(Connection connection, SortedMap<Key, Latest> customers)
      throws SQLException {
    if (customers.isEmpty()) {
      return true;
    }
    return CopyRows.intoUnlessThere(
        connection,
        INSERT,
        copy -> {
          for (var customer : customers.entrySet()) {
            var latest = customer.getValue();
            copy.add(customer.getKey().storefront()).add(customer.getKey().customerId());
            copy.add(new CopyRows.Json(json(latest.places()))).add(latest.reviews()).endRow();
          }
        });
  }

  /** Writes ones that were read. */
  static void update(Connection connection, Map<Key, Latest.Moved> customers) throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    var moved = customers.values();
    try (var statement = connection.prepareStatement(UPDATE)) {
      keys(connection, statement, customers.keySet())
          .texts(moved.stream().map(m -> json(m.places())).toList())
          .orNull("int4", moved.stream().map(Latest.Moved::reviews).toList())
          .array("bool", moved.stream().map(Latest.Moved::whole).toList());
      statement.executeUpdate();
    }
  }

  /** Where the latest reviews of customers lie, by all of their facts. */
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

  private static Sql keys(
      Connection connection, PreparedStatement statement, Collection<Key> customers)
      throws SQLException {
    return new Sql(connection, statement)
        .texts(customers.stream().map(Key::storefront).toList())
        .texts(customers.stream().map(Key::customerId).toList());
  }

  private static String json(Map<Scope, Instant> places) {
    var json = new StringBuilder("{");
    places.forEach(
        (scope, at) -> {
          json.append(json.length() == 1 ? "\"" : ",\"");
          JsonStringEncoder.getInstance().quoteAsString(scope.key(), json);
          json.append("\":").append(at.toEpochMilli());
        });
    return json.append('}').toString();
  }

  private CustomerRows() {}
}
