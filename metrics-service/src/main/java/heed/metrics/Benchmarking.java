package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads us and our competitors as of one instant of the database's clock. */
@Singleton
class Benchmarking {
  private final Transactions transactions;
  private final BenchmarkSettings settings;

  Benchmarking(Transactions transactions, BenchmarkSettings settings) {
    this.transactions = transactions;
    this.settings = settings;
  }

  /**
   * @param product null: of the whole shop; else the product of this id in every storefront, and
   *     what was told of it
   */
  BenchmarkAnswer of(String storefront, @Nullable String product, Window window) {
    return transactions.read(
        connection -> {
          var to = ServerTime.now(connection);
          var from = to.minus(window.length());
          var ours = side(connection, storefront, product, from, to);
          var reviewed = new TreeMap<String, BenchmarkSide>();
          for (var competitor : settings.theirs()) {
            if (!competitor.equals(storefront)) {
              reviewed.put(competitor, side(connection, competitor, product, from, to));
            }
          }
          var told = BenchmarkRows.overlapping(connection, storefront, product, from, to);
          return BenchmarkAnswer.of(
              window,
              storefront,
              product,
              new Benchmark.Period(from, to),
              ours,
              BenchmarkDecider.of(ours, told, reviewed, from, to));
        });
  }

  private static BenchmarkSide side(
      Connection connection, String storefront, @Nullable String product, Instant from, Instant to)
      throws SQLException {
    Map<Dimension, String> filters =
        product == null ? Map.of() : Map.of(Dimension.PRODUCT, product);
    return BenchmarkSide.of(Sums.of(connection, new Cut(List.of(storefront), filters), from, to));
  }
}
