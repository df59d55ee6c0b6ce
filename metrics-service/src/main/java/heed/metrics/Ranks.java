package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The how manieth of their customers changed reviews are, and which others moved with them. Beyond
 * the tenth it is all one, so only the first few of a customer are ever read, whatever he wrote.
 *
 * @param told of the changed reviews; those not in it are beyond the first few, or of guests
 * @param moved of other reviews that may have another rank than before
 */
record Ranks(Map<Fold.Key, Integer> told, List<Moved> moved) {
  /** A review that is at this place and has this rank now. */
  record Moved(SignificanceRows.Key key, int rank) {}

  private static final String FIRST =
      """
      select k.place, r.review_id, r.placed_at
      from unnest(?::text[], ?::text[], ?::int[]) with ordinality
        as k (storefront, customer_id, most, place)
      cross join lateral (
        select review_id, placed_at from reviews r
        where r.storefront = k.storefront and r.customer_id = k.customer_id
        order by placed_at, review_id limit k.most) as r
      order by k.place, r.placed_at, r.review_id
      """;

  private static final class Touched {
    private int reviews;
    private Instant earliest = Instant.MAX;

    private void by(LatestReview review) {
      reviews++;
      var at = review.place().placedAt();
      earliest = at.isBefore(earliest) ? at : earliest;
    }
  }

  /** As the database orders the reviews of a customer. */
  static final Comparator<Change> ORDER =
      Comparator.comparing(
              (Change c) -> Objects.requireNonNull(c.after().review()).place().placedAt())
          .thenComparing(c -> c.after().reviewId().toString());

  /**
   * Reads those that do not follow from the number before them, as they are after the changes,
   * while the customers are locked.
   */
  static Ranks of(Connection connection, List<Change> changes) throws SQLException {
    var ranks = new Ranks(new HashMap<>(), new ArrayList<>());
    var others = new ArrayList<Change>();
    for (var change : changes) {
      if (change.rank() == null) {
        others.add(change);
      } else {
        ranks.told.put(key(change), Math.min(Significance.MOST, change.rank()));
      }
    }
    var touched = touched(others);
    if (touched.isEmpty()) {
      return ranks;
    }
    var changed = new HashSet<Fold.Key>();
    changes.forEach(c -> changed.add(key(c)));
    var customers = List.copyOf(touched.keySet());
    var most = customers.stream().map(c -> touched(touched, c).reviews + Significance.MOST);
    try (var statement = connection.prepareStatement(FIRST)) {
      new Sql(connection, statement)
          .texts(customers.stream().map(CustomerRows.Key::storefront).toList())
          .texts(customers.stream().map(CustomerRows.Key::customerId).toList())
          .arg(most.mapToInt(Integer::intValue).toArray());
      var seen = new int[customers.size()];
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var place = rows.getInt(1) - 1;
          var customer = customers.get(place);
          var key = new Fold.Key(customer.storefront(), rows.getObject(2, UUID.class));
          var rank = Math.min(Significance.MOST, ++seen[place]);
          var at = rows.getObject(3, OffsetDateTime.class).toInstant();
          ranks.put(key, rank, changed, at, touched(touched, customer).earliest);
        }
      }
    }
    return ranks;
  }

  private static Fold.Key key(Change change) {
    return new Fold.Key(change.after().storefront(), change.after().reviewId());
  }

  private void put(
      Fold.Key key, int rank, Set<Fold.Key> changed, Instant at, Instant earliestTouched) {
    if (changed.contains(key)) {
      told.put(key, rank);
    } else if (!at.isBefore(earliestTouched)) {
      moved.add(new Moved(new SignificanceRows.Key(key, at), rank));
    }
  }

  int of(Fact fact) {
    if (fact.customerId() == null) {
      return 1;
    }
    return told.getOrDefault(new Fold.Key(fact.storefront(), fact.reviewId()), Significance.MOST);
  }

  private static Map<CustomerRows.Key, Touched> touched(List<Change> changes) {
    var touched = new TreeMap<CustomerRows.Key, Touched>();
    for (var change : changes) {
      var storefront = change.after().storefront();
      var before = change.before();
      touch(touched, storefront, before == null ? null : before.review());
      touch(touched, storefront, change.after().review());
    }
    return touched;
  }

  private static void touch(
      Map<CustomerRows.Key, Touched> touched, String storefront, @Nullable LatestReview review) {
    var customer = review == null ? null : review.content().customerId();
    if (review != null && customer != null) {
      touched
          .computeIfAbsent(new CustomerRows.Key(storefront, customer), c -> new Touched())
          .by(review);
    }
  }

  private static Touched touched(
      Map<CustomerRows.Key, Touched> touched, CustomerRows.Key customer) {
    return Objects.requireNonNull(touched.get(customer), "read for a customer that is touched");
  }
}
