package heed.metrics;

import heed.events.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How significant reviews are, and their complaints, as rows: many per statement. */
final class SignificanceRows {
  private static final String KEYS =
      "unnest(?::text[], ?::timestamptz[], ?::uuid[]) as k (storefront, placed_at, review_id)";
  private static final String SAME =
      " t.storefront = k.storefront and t.placed_at = k.placed_at and t.review_id = k.review_id";
  private static final String FORGET =
      "delete from significances t using " + KEYS + " where" + SAME;
  private static final String FORGET_COMPLAINTS =
      "delete from complaints t using " + KEYS + " where" + SAME;
  private static final String CUT =
      "storefront, placed_at, review_id, product, country, channel, language";
  private static final String KEEP = "significances (" + CUT + ", own, rank, score, label)";
  private static final String COMPLAIN = "complaints (" + CUT + ", aspect, score)";
  private static final String MOVE =
      """
      update significances t set rank = k.rank, score = t.own + k.before
      from unnest(?::text[], ?::timestamptz[], ?::uuid[], ?::int[], ?::int[])
        as k (storefront, placed_at, review_id, rank, before)
      where t.rank <> k.rank and
      """
          + SAME;
  private static final String MOVE_COMPLAINTS =
      "update complaints c set score = t.score from significances t, "
          + KEYS
          + " where"
          + SAME
          + " and c.storefront = t.storefront and c.placed_at = t.placed_at"
          + " and c.review_id = t.review_id and c.score <> t.score";

  /** Where a review is: its place makes that new ones lie beside the newest. */
  record Key(Fold.Key review, Instant placedAt) {
    static Key of(Fact fact, LatestReview review) {
      return new Key(new Fold.Key(fact.storefront(), fact.reviewId()), review.place().placedAt());
    }
  }

  /** One review. */
  record Row(Key key, LatestReview review, Significance significance) {
    static Row of(Fact fact, LatestReview review, int rank) {
      return new Row(Key.of(fact, review), review, Significance.of(review, rank));
    }

    /** What the review names negatively. */
    static List<Tags.Aspect> complaints(LatestReview review) {
      if (review.tags().aspects().isEmpty()) {
        return List.of();
      }
      var complaints = new ArrayList<Tags.Aspect>();
      Mentions.of(review.tags())
          .forEach(
              (aspect, said) -> {
                if (said == Tags.Label.NEGATIVE) {
                  complaints.add(aspect);
                }
              });
      return complaints;
    }
  }

  /** By place, so that each new row lies beside the one before it. */
  private static final Comparator<Row> ORDER =
      Comparator.comparing((Row row) -> row.key().review().storefront())
          .thenComparing(row -> row.key().placedAt());

  /**
   * @param reviews those that are not what they were
   * @param complaining of them, those that named anything negatively
   */
  static void forget(Connection connection, List<Key> reviews, List<Key> complaining)
      throws SQLException {
    write(connection, FORGET, reviews);
    write(connection, FORGET_COMPLAINTS, complaining);
  }

  /** Of reviews that are not kept. */
  static void keep(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    var inOrder = new ArrayList<>(rows);
    inOrder.sort(ORDER);
    CopyRows.into(
        connection,
        KEEP,
        copy -> {
          for (var row : inOrder) {
            var significance = row.significance();
            cut(copy, row).add(significance.own()).add((short) significance.rank());
            copy.add(significance.score()).add(row.review().label()).endRow();
          }
        });
    complain(
        connection,
        inOrder.stream().filter(row -> !Row.complaints(row.review()).isEmpty()).toList());
  }

  /** Gives other reviews the rank they have now. */
  static void move(Connection connection, List<Ranks.Moved> ranks) throws SQLException {
    if (ranks.isEmpty()) {
      return;
    }
    var keys = ranks.stream().map(Ranks.Moved::key).toList();
    int moved;
    try (var statement = connection.prepareStatement(MOVE)) {
      keys(new Sql(connection, statement), keys)
          .arg(ranks.stream().mapToInt(Ranks.Moved::rank).toArray())
          .arg(ranks.stream().mapToInt(m -> Significance.reviewsBefore(m.rank())).toArray());
      moved = statement.executeUpdate();
    }
    if (moved > 0) {
      write(connection, MOVE_COMPLAINTS, keys);
    }
  }

  private static void complain(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    CopyRows.into(
        connection,
        COMPLAIN,
        copy -> {
          for (var row : rows) {
            for (var aspect : Row.complaints(row.review())) {
              cut(copy, row).add(aspect).add(row.significance().score()).endRow();
            }
          }
        });
  }

  private static CopyRows cut(CopyRows copy, Row row) {
    var review = row.review();
    return copy.add(row.key().review().storefront())
        .add(row.key().placedAt())
        .add(row.key().review().reviewId())
        .add(review.content().productId())
        .add(known(review.content().country()))
        .add(review.content().channel())
        .add(known(review.language()));
  }

  private static String known(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void write(Connection connection, String sql, Collection<Key> reviews)
      throws SQLException {
    if (reviews.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      keys(new Sql(connection, statement), reviews);
      statement.executeUpdate();
    }
  }

  private static Sql keys(Sql sql, Collection<Key> reviews) throws SQLException {
    return sql.texts(reviews.stream().map(k -> k.review().storefront()).toList())
        .array("timestamptz", reviews.stream().map(Key::placedAt).toList())
        .array("uuid", reviews.stream().map(k -> k.review().reviewId()).toList());
  }

  private SignificanceRows() {}
}
