package heed.alerting;

import heed.events.Review;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a replay, a late revision, a zombie or a second copy from changing anything: the
 * newest revision of every review, and the customers who are to stay forgotten.
 */
@Singleton
class Guards {
  private static final long ERASURES = 0x48656564_00000001L;

  private static final String NEWER =
      """
      insert into reviews (storefront, review_id, revision)
      select storefront, review_id, revision
      from unnest(?::text[], ?::uuid[], ?::bigint[]) as r (storefront, review_id, revision)
      order by storefront, review_id
      on conflict (storefront, review_id) do update
        set revision = excluded.revision, seen_at = now()
        where reviews.revision < excluded.revision
      returning storefront, review_id, sequence, cycle, erased_at
      """;
  private static final String SAME =
      """
      select r.storefront, r.review_id, r.sequence, r.cycle, r.erased_at
      from unnest(?::text[], ?::uuid[], ?::bigint[]) as n (storefront, review_id, revision)
      join reviews r using (storefront, review_id, revision)
      """;
  private static final String FORGOTTEN =
      """
      select storefront, customer, erased_at from erased_customers
      join unnest(?::text[], ?::text[]) as c (storefront, customer) using (storefront, customer)
      """;

  /** A review within its storefront: a stranger's erasure of the same id means another one. */
  record Key(String storefront, UUID reviewId) {}

  /** A revision that came. */
  record Revision(Key key, long number) {}

  private final Pseudonyms pseudonyms;

  Guards(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** Batches go side by side, but never beside the erasure of a customer. */
  void enter(Connection connection, boolean erasing) throws SQLException {
    var lock = erasing ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
    try (var statement = connection.prepareStatement("select " + lock + "(?)")) {
      statement.setLong(1, ERASURES);
      statement.execute();
    }
  }

  /** Of these, at most one per review, those that are newer than all before; locks their rows. */
  Map<Key, ReviewDecider.Past> newer(Connection connection, List<Revision> revisions)
      throws SQLException {
    return past(connection, NEWER, revisions);
  }

  /** Of these, at most one per review, those that are the newest there was, come again. */
  Map<Key, ReviewDecider.Past> same(Connection connection, List<Revision> revisions)
      throws SQLException {
    return revisions.isEmpty() ? Map.of() : past(connection, SAME, revisions);
  }

  private static Map<Key, ReviewDecider.Past> past(
      Connection connection, String sql, List<Revision> revisions) throws SQLException {
    var found = new HashMap<Key, ReviewDecider.Past>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(
          1, texts(connection, revisions.stream().map(r -> r.key().storefront()).toList()));
      statement.setArray(
          2, texts(connection, revisions.stream().map(r -> r.key().reviewId()).toList()));
      statement.setArray(3, texts(connection, revisions.stream().map(Revision::number).toList()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Key(rows.getString("storefront"), rows.getObject("review_id", UUID.class)),
              new ReviewDecider.Past(
                  rows.getLong("sequence"),
                  rows.getInt("cycle"),
                  CaseRows.atOrNull(rows, "erased_at")));
        }
      }
    }
    return found;
  }

  /** Keeps the numbers of an erased case for a case of the same review, if one ever comes. */
  void leave(Connection connection, Case erased) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update reviews set sequence = ?, cycle = ? where storefront = ? and review_id = ?")) {
      statement.setLong(1, erased.sequence());
      statement.setInt(2, erased.cycle());
      statement.setString(3, erased.storefront());
      statement.setObject(4, erased.reviewId());
      statement.executeUpdate();
    }
  }

  /** Remembers when a review was erased; its row is locked by whoever calls. */
  void erased(Connection connection, Key review, Instant at) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update reviews set erased_at = greatest(erased_at, ?)
            where storefront = ? and review_id = ?
            """)) {
      statement.setObject(1, CaseRows.sql(at));
      statement.setString(2, review.storefront());
      statement.setObject(3, review.reviewId());
      statement.executeUpdate();
    }
  }

  /** Remembers that a customer is forgotten; whoever calls holds the erasure lock alone. */
  void forget(Connection connection, String storefront, String customerId, Instant erasedAt)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into erased_customers (storefront, customer, erased_at) values (?, ?, ?)
            on conflict (storefront, customer) do update
              set erased_at = greatest(erased_customers.erased_at, excluded.erased_at)
            """)) {
      statement.setString(1, storefront);
      statement.setString(2, pseudonyms.of(storefront, customerId));
      statement.setObject(3, CaseRows.sql(erasedAt));
      statement.executeUpdate();
    }
  }

  /** When the customers of these reviews were forgotten, by {@link #pseudonym}. */
  Map<String, Instant> forgotten(Connection connection, Collection<Review> reviews)
      throws SQLException {
    var storefronts = new ArrayList<String>();
    var hashes = new ArrayList<String>();
    var current = new HashMap<String, String>();
    for (var review : reviews) {
      var pseudonym = pseudonym(review);
      if (pseudonym != null) {
        for (var hash : hashes(review.storefront(), customerId(review))) {
          storefronts.add(review.storefront());
          hashes.add(hash);
          current.put(hash, pseudonym);
        }
      }
    }
    var forgotten = new HashMap<String, Instant>();
    remembered(connection, storefronts, hashes)
        .forEach(
            (hash, at) ->
                forgotten.merge(
                    current.get(hash), at, (one, other) -> one.isAfter(other) ? one : other));
    return forgotten;
  }

  /** When a customer was forgotten; null if never. */
  @Nullable Instant forgottenAt(Connection connection, String storefront, String customerId)
      throws SQLException {
    var hashes = hashes(storefront, customerId);
    return remembered(connection, Collections.nCopies(hashes.size(), storefront), hashes)
        .values()
        .stream()
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Map<String, Instant> remembered(
      Connection connection, List<String> storefronts, List<String> hashes) throws SQLException {
    var remembered = new HashMap<String, Instant>();
    if (hashes.isEmpty()) {
      return remembered;
    }
    try (var statement = connection.prepareStatement(FORGOTTEN)) {
      statement.setArray(1, texts(connection, storefronts));
      statement.setArray(2, texts(connection, hashes));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          remembered.put(rows.getString("customer"), CaseRows.at(rows, "erased_at"));
        }
      }
    }
    return remembered;
  }

  private List<String> hashes(String storefront, @Nullable String customerId) {
    return customerId == null ? List.of() : pseudonyms.all(storefront, customerId);
  }

  private static @Nullable String customerId(Review review) {
    return review.customer() == null ? null : review.customer().id();
  }

  /** The keyed hash of who wrote it; it has the storefront in it. Null for a guest. */
  @Nullable String pseudonym(Review review) {
    var customer = customerId(review);
    return customer == null ? null : pseudonyms.of(review.storefront(), customer);
  }

  static java.sql.Array texts(Connection connection, List<?> values) throws SQLException {
    return connection.createArrayOf(
        "text", values.stream().map(v -> v == null ? null : v.toString()).toArray());
  }
}
