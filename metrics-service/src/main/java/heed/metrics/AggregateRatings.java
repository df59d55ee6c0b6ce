package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rating of a product over everything that was ever said of it and not erased. */
@Singleton
class AggregateRatings {
  private static final String NAME =
      "select product_name from reviews where storefront = ? and product_id = ?"
          + " and revision is not null order by placed_at desc, review_id desc limit 1";

  private final Transactions transactions;

  AggregateRatings(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Empty if there is none that has a mean.
   *
   * @param reviews how many of the newest published reviews go with it; 0: none are named
   */
  Optional<JsonLd.AggregateRating> of(String storefront, String product, int reviews) {
    return transactions.read(
        connection -> {
          var counts = Sums.ofProduct(connection, storefront, product);
          var stars = Stars.of(counts);
          var average = stars.average();
          if (average == null) {
            return Optional.empty();
          }
          var item =
              new JsonLd.Item(
                  product,
                  name(connection, storefront, product),
                  reviews == 0 ? null : published(connection, storefront, product, reviews));
          return Optional.of(
              new JsonLd.AggregateRating(
                  item, average, Stars.MOST, 1, stars.count(), counts.get(Measure.REVIEWS)));
        });
  }

  private static List<JsonLd.Review> published(
      Connection connection, String storefront, String product, int reviews) throws SQLException {
    var wanted = new ProductReviews.Wanted(storefront, product, null, null, false);
    var found = ProductReviews.published(connection, wanted, null, reviews);
    return ProductReviews.items(
            connection, storefront, found.stream().map(Reviews.Listed::fact).toList())
        .stream()
        .map(JsonLd.Review::of)
        .toList();
  }

  static @Nullable String name(Connection connection, String storefront, String product)
      throws SQLException {
    try (var statement = connection.prepareStatement(NAME)) {
      new Sql(connection, statement).arg(storefront).arg(product);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }
}
