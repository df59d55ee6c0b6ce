package heed.alerting;

import heed.events.Review;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What customers said of others being told of them. A yes goes with the review that says it; a no
 * counts also where the review is edited or erased afterwards.
 */
@Singleton
class Consents {
  private static final String UNSAY =
      """
      delete from consents using unnest(?::text[], ?::uuid[]) as r (storefront, review_id)
      where consents.said and consents.storefront = r.storefront
        and consents.review_id = r.review_id
      """;
  private static final String SAY =
      """
      insert into consents (storefront, customer_id, review_id, said, at)
      select * from unnest(?::text[], ?::text[], ?::uuid[], ?::boolean[], ?::timestamptz[])
        as c (storefront, customer_id, review_id, said, at)
      order by storefront, customer_id, review_id, said
      on conflict (storefront, customer_id, review_id, said) do update
        set at = greatest(consents.at, excluded.at)
      """;

  /** A case says it as well, so that what was said before this table was there counts. */
  private static final String SAID =
      """
      select w.storefront, w.customer_id, max(s.at) filter (where s.said) as yes,
        max(s.at) filter (where not s.said) as no
      from unnest(?::text[], ?::text[]) as w (storefront, customer_id), lateral (
        select said, at from consents c
        where c.storefront = w.storefront and c.customer_id = w.customer_id
        union all
        select (c.review #>> '{customer,consent}')::boolean, c.received_at from cases c
        where c.storefront = w.storefront and c.customer_id = w.customer_id
          and c.review #>> '{customer,consent}' is not null) as s
      group by w.storefront, w.customer_id
      """;

  /** Puts down what the newest revisions of some reviews say; each review is there once. */
  void said(Connection connection, List<Review> reviews) throws SQLException {
    unsaid(connection, reviews.stream().map(r -> new Guards.Key(r.storefront(), r.id())).toList());
    var saying = new ArrayList<Saying>();
    for (var review : reviews) {
      var customer = review.customer();
      if (customer != null && customer.id() != null && customer.consent() != null) {
        saying.add(new Saying(review, customer.id(), customer.consent()));
      }
    }
    if (!saying.isEmpty()) {
      Sql.update(
          connection,
          SAY,
          Sql.column(saying, s -> s.review().storefront()),
          Sql.column(saying, Saying::customerId),
          Sql.column(saying, s -> s.review().id()),
          Sql.column(saying, Saying::yes),
          Sql.column(saying, s -> s.review().receivedAt()));
    }
  }

  private record Saying(Review review, String customerId, boolean yes) {}

  /** What these reviews gave is taken back; what they refused is not. */
  void unsaid(Connection connection, List<Guards.Key> reviews) throws SQLException {
    if (!reviews.isEmpty()) {
      Sql.update(
          connection,
          UNSAY,
          Sql.column(reviews, Guards.Key::storefront),
          Sql.column(reviews, Guards.Key::reviewId));
    }
  }

  /** Nothing that he said up to then is known any more. */
  static void forget(Connection connection, CustomerName customer, Instant until)
      throws SQLException {
    Sql.update(
        connection,
        "delete from consents where storefront = ? and customer_id = ? and at <= ?",
        customer.storefront(),
        customer.id(),
        until);
  }

  /** What some customers said; one who is missing said nothing. */
  Map<CustomerName, Consent> of(Connection connection, Collection<CustomerName> customers)
      throws SQLException {
    var wanted = List.copyOf(Set.copyOf(customers));
    var said = new HashMap<CustomerName, Consent>();
    if (!wanted.isEmpty()) {
      Sql.list(
          connection,
          SAID,
          row -> {
            var name = new CustomerName(row.getString("storefront"), row.getString("customer_id"));
            said.put(name, Consent.of(Sql.atOrNull(row, "yes"), Sql.atOrNull(row, "no")));
            return name;
          },
          Sql.column(wanted, CustomerName::storefront),
          Sql.column(wanted, CustomerName::id));
    }
    return said;
  }
}
