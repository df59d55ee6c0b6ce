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
  private final Transactions transactions;

  ProductReviews(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Which reviews.
   *
   * @param stars 1-5; null for all
   * @param language of the text; null for all
   */
  record Wanted(
      String storefront, String product, @Nullable Integer stars, @Nullable String language) {}

  /**
   * One page.
   *
   * @param rating over all reviews, published or not
   * @param next null on the last page
   */
  record Page(
      Product product,
      Stars rating,
      List<PublishedReview> items,
      Reviews.@Nullable Position next) {}

  /** Newest first. */
  Page newest(Wanted wanted, Reviews.@Nullable Position after, int limit) {
    return transactions.read(
        connection -> {
          var found = published(connection, wanted, after, limit + 1);
          var page = found.subList(0, Math.min(limit, found.size()));
          return new Page(
              new Product(
                  wanted.product(),
                  AggregateRatings.name(connection, wanted.storefront(), wanted.product())),
              Stars.of(Sums.ofProduct(connection, wanted.storefront(), wanted.product())),
              items(connection, wanted.storefront(), page),
              found.size() > limit ? position(page.getLast()) : null);
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

  static List<Fact> published(
      Connection connection, Wanted wanted, Reviews.@Nullable Position after, int limit)
      throws SQLException {
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
    if (after != null) {
      where.append(" and (r.placed_at, r.review_id) < (?, ?)");
      args.add(after.placedAt());
      args.add(after.id());
    }
    var sql =
        "select to_json(r) from reviews r where "
            + where
            + " order by r.placed_at desc, r.review_id desc limit "
            + limit;
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      return Reviews.facts(statement);
    }
  }

  private static Reviews.Position position(Fact fact) {
    var review = Objects.requireNonNull(fact.review());
    return new Reviews.Position(review.place().placedAt(), fact.reviewId());
  }
}
