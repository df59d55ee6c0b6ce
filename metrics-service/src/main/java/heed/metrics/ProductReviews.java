package heed.metrics;

import heed.events.Product;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the published reviews of a product with their public answers. */
@Singleton
class ProductReviews {
  private static final String NEWEST =
      """
      select to_json(r), 0 from reviews r where %s
      order by r.placed_at desc, r.review_id desc limit %d
      """;
  private static final String SIGNIFICANT =
      """
      select to_json(r), k.score
      from reviews r join significances k using (storefront, placed_at, review_id)
      where %s order by k.score desc, k.review_id desc limit %d
      """;

  private final Transactions transactions;

  ProductReviews(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Which reviews.
   *
   * @param stars 1-5; null for all
   * @param language of the text; null for all
   * @param significant true: the most significant first; false: the newest
   */
  record Wanted(
      String storefront,
      String product,
      @Nullable Integer stars,
      @Nullable String language,
      boolean significant) {}

  /**
   * One page.
   *
   * @param rating over all reviews, published or not
   * @param next where the next page begins; null on the last
   */
  record Page(Product product, Stars rating, List<PublishedReview> items, @Nullable String next) {}

  /**
   * @param after where the page before ended; null for the first
   */
  Page page(Wanted wanted, @Nullable String after, int limit) {
    return transactions.read(
        connection -> {
          var found = published(connection, wanted, after, limit + 1);
          var page = found.subList(0, Math.min(limit, found.size()));
          return new Page(
              new Product(
                  wanted.product(),
                  AggregateRatings.name(connection, wanted.storefront(), wanted.product())),
              Stars.of(Sums.ofProduct(connection, wanted.storefront(), wanted.product())),
              items(
                  connection,
                  wanted.storefront(),
                  page.stream().map(Reviews.Listed::fact).toList()),
              found.size() > limit ? page.getLast().position() : null);
        });
  }

  static List<PublishedReview> items(Connection connection, String storefront, List<Fact> facts)
      throws SQLException {
    var ids = facts.stream().map(Fact::reviewId).toList();
    var answers = PublicAnswers.of(connection, storefront, ids);
    return facts.stream()
        .map(
            fact ->
                PublishedReview.of(
                    fact,
                    Objects.requireNonNull(fact.review()),
                    answers.getOrDefault(fact.reviewId(), List.of())))
        .toList();
  }

  static List<Reviews.Listed> published(
      Connection connection, Wanted wanted, @Nullable String after, int limit) throws SQLException {
    var args = new ArrayList<Object>(List.of(wanted.storefront(), wanted.product()));
    var where =
        new StringBuilder("r.storefront = ? and r.product_id = ? and r.display = 'PUBLISHED'");
    if (wanted.stars() != null) {
      where.append(" and ").append(Stars.ARE);
      args.add(wanted.stars());
    }
    if (wanted.language() != null) {
      where.append(" and r.language = ?");
      args.add(wanted.language());
    }
    after(wanted, after, where, args);
    var sql = (wanted.significant() ? SIGNIFICANT : NEWEST).formatted(where, limit);
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        var listed = new ArrayList<Reviews.Listed>();
        while (rows.next()) {
          var fact = FactRows.fact(rows.getString(1));
          listed.add(new Reviews.Listed(fact, position(wanted, fact, rows.getInt(2))));
        }
        return listed;
      }
    }
  }

  private static void after(
      Wanted wanted, @Nullable String after, StringBuilder where, List<Object> args) {
    if (after == null) {
      return;
    }
    if (wanted.significant()) {
      var position = Objects.requireNonNull(SignificantReviews.Position.of(after));
      where.append(" and (k.score, k.review_id) < (?, ?)");
      args.addAll(List.of(position.score(), position.id()));
    } else {
      var position = Objects.requireNonNull(Reviews.Position.of(after));
      where.append(" and (r.placed_at, r.review_id) < (?, ?)");
      args.addAll(List.of(position.placedAt(), position.id()));
    }
  }

  private static String position(Wanted wanted, Fact fact, int score) {
    return wanted.significant()
        ? new SignificantReviews.Position(score, fact.reviewId()).toString()
        : Reviews.Position.of(fact).toString();
  }
}
