package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
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

  /** Empty if there is none that has a mean. */
  Optional<ProductsResource.AggregateRating> of(String storefront, String product) {
    return transactions.read(
        connection -> {
          var counts = Sums.ofProduct(connection, storefront, product);
          var mean = RatingKpi.mean(counts.stars(), counts.points());
          var value = mean.value();
          if (value == null) {
            return Optional.empty();
          }
          return Optional.of(
              new ProductsResource.AggregateRating(
                  new ProductsResource.Item(product, name(connection, storefront, product)),
                  Math.round(value * 100) / 100.0,
                  5,
                  1,
                  mean.n(),
                  counts.get(Measure.REVIEWS)));
        });
  }

  private static @Nullable String name(Connection connection, String storefront, String product)
      throws SQLException {
    try (var statement = connection.prepareStatement(NAME)) {
      new Sql(connection, statement).arg(storefront).arg(product);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }
}
