package heed.metrics;

import heed.metrics.Fold.Key;
import heed.metrics.display.Echo;
import heed.metrics.display.TextPrint;
import heed.metrics.display.Writing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which reviews say the same, by the fingerprints of their texts; short texts have none. */
final class TextPrints {
  /** One row. */
  private record Print(Key review, long print, @Nullable String customerId) {
    /** As they lie in the index: one after the other finds its place in half of the time. */
    private static final Comparator<Print> ORDER =
        Comparator.comparing((Print p) -> p.review().storefront()).thenComparingLong(Print::print);
  }

  /** Of the reviews as they are. */
  private final Map<Key, Print> prints;

  /** Of all of them, where that was asked before they were written. */
  private final @Nullable Map<Key, Echo> echoes;

  private TextPrints(Map<Key, Print> prints, @Nullable Map<Key, Echo> echoes) {
    this.prints = prints;
    this.echoes = echoes;
  }

  private static final String REMOVE =
      """
      delete from text_prints p
      using unnest(?::text[], ?::uuid[], ?::bigint[]) as n (storefront, review_id, print)
      where p.storefront = n.storefront and p.print = n.print and p.review_id = n.review_id
      """;
  private static final String NEW = "text_prints (storefront, review_id, print, customer_id)";
  private static final String ADD =
      """
      insert into text_prints (storefront, review_id, print, customer_id)
      select * from unnest(?::text[], ?::uuid[], ?::bigint[], ?::text[])
      on conflict (storefront, print, review_id) do update set customer_id = excluded.customer_id
        where text_prints.customer_id is distinct from excluded.customer_id
      """;

  /**
   * A hundred are enough to know; a text that stands a million times is not counted out. Two guests
   * are two authors. Hardly any text stands elsewhere, and only those are counted.
   */
  private static final String ECHOES =
      """
      select n.storefront, n.review_id, others.strange, others.found
      from unnest(?::text[], ?::uuid[], ?::bigint[], ?::text[])
        as n (storefront, review_id, print, customer_id),
      lateral (select count(*) as found,
          bool_or((few.customer_id = n.customer_id) is not true) as strange
        from (select p.customer_id from text_prints p
          where p.storefront = n.storefront and p.print = n.print and p.review_id <> n.review_id
          limit 100) as few) as others
      where exists (select from text_prints p
        where p.storefront = n.storefront and p.print = n.print and p.review_id <> n.review_id)
      """;

  /**
   * Follows the reviews: takes away the prints of what is no longer said, and adds those of what
   * is.
   */
  static TextPrints follow(Connection connection, List<Change> changes) throws SQLException {
    var prints = new HashMap<Key, Print>();
    var gone = new ArrayList<Print>();
    var said = new ArrayList<Print>();
    var fresh = new ArrayList<Print>();
    for (var change : changes) {
      var after = print(change.after());
      if (after != null) {
        prints.put(after.review(), after);
      }
      if (change.before() == null) {
        if (after != null) {
          fresh.add(after);
        }
        continue;
      }
      var before = print(change.before());
      if (before != null && (after == null || before.print() != after.print())) {
        gone.add(before);
      }
      if (after != null && !after.equals(before)) {
        said.add(after);
      }
    }
    fresh.sort(Print.ORDER);
    // Nothing is found of most texts, unless their own prints are there already. What goes in the
    // same batch would still be found.
    var allNew = fresh.size() == prints.size() && gone.isEmpty();
    var echoes = allNew ? ofNew(connection, fresh) : null;
    copy(connection, fresh);
    write(connection, REMOVE, gone, false);
    write(connection, ADD, said, true);
    return new TextPrints(prints, echoes);
  }

  /** Of prints that are not written yet: what is stored elsewhere, and they themselves. */
  private static Map<Key, Echo> ofNew(Connection connection, List<Print> fresh)
      throws SQLException {
    var echoes = find(connection, fresh);
    record Words(String storefront, long print) {}
    var same = new HashMap<Words, List<Print>>();
    for (var print : fresh) {
      same.computeIfAbsent(
              new Words(print.review().storefront(), print.print()), w -> new ArrayList<>(1))
          .add(print);
    }
    same.values().stream().filter(some -> some.size() > 1).forEach(some -> join(some, echoes));
    return echoes;
  }

  private static void join(List<Print> same, Map<Key, Echo> echoes) {
    var authors = new HashSet<@Nullable String>();
    same.forEach(print -> authors.add(print.customerId()));
    for (var print : same) {
      var strange = print.customerId() == null || authors.size() > 1;
      echoes.merge(
          print.review(),
          new Echo(strange, same.size() - 1),
          (one, other) ->
              new Echo(one.others() || other.others(), one.reviews() + other.reviews()));
    }
  }

  /** Of reviews that nothing was known of, so that none of it can be there. */
  private static void copy(Connection connection, List<Print> prints) throws SQLException {
    if (prints.isEmpty()) {
      return;
    }
    CopyRows.into(
        connection,
        NEW,
        copy -> {
          for (var print : prints) {
            copy.add(print.review().storefront()).add(print.review().reviewId());
            copy.add(print.print()).add(print.customerId()).endRow();
          }
        });
  }

  /**
   * Where else the words of these reviews stand, by now; absent: nowhere.
   *
   * @param changes of those that were followed, also where they left the print as it was
   */
  Map<Key, Echo> echoes(Connection connection, List<Change> changes) throws SQLException {
    if (echoes != null) {
      return echoes;
    }
    var said = new ArrayList<Print>();
    for (var change : changes) {
      var print = prints.get(new Key(change.storefront(), change.after().reviewId()));
      if (print != null) {
        said.add(print);
      }
    }
    return find(connection, said);
  }

  private static @Nullable Print print(Fact fact) {
    var review = fact.review();
    if (review == null) {
      return null;
    }
    var print = of(review);
    return print.isEmpty()
        ? null
        : new Print(
            new Key(fact.storefront(), fact.reviewId()), print.getAsLong(), fact.customerId());
  }

  private static OptionalLong of(LatestReview review) {
    return TextPrint.of(new Writing(review.content().title(), review.content().text(), null));
  }

  private static Map<Key, Echo> find(Connection connection, List<Print> said) throws SQLException {
    var echoes = new HashMap<Key, Echo>();
    if (said.isEmpty()) {
      return echoes;
    }
    try (var statement = connection.prepareStatement(ECHOES)) {
      bind(new Sql(connection, statement), said, true);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          echoes.put(
              new Key(rows.getString(1), rows.getObject(2, UUID.class)),
              new Echo(rows.getBoolean(3), rows.getInt(4)));
        }
      }
    }
    return echoes;
  }

  private static void write(
      Connection connection, String sql, List<Print> prints, boolean customers)
      throws SQLException {
    if (prints.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      bind(new Sql(connection, statement), prints, customers);
      statement.executeUpdate();
    }
  }

  private static void bind(Sql sql, List<Print> prints, boolean customers) throws SQLException {
    DisplayRows.keys(sql, prints.stream().map(Print::review).toList())
        .arg(prints.stream().mapToLong(Print::print).toArray());
    if (customers) {
      sql.orNull("text", prints.stream().map(Print::customerId).toList());
    }
  }
}
