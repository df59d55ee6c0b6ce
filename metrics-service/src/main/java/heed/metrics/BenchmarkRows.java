package heed.metrics;

import heed.events.Rating;
import heed.metrics.Benchmark.Period;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told ratings of competitors, as rows. */
@Singleton
class BenchmarkRows {
  private static final String PUT =
      """
      insert into benchmarks (storefront, competitor, product, period_from, period_to, scale, counts,
        source, told_at, told_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (storefront, competitor, product, period_from, period_to) do update set
        scale = excluded.scale, counts = excluded.counts, source = excluded.source,
        told_at = excluded.told_at, told_by = excluded.told_by
      returning xmax = 0
      """;
  private static final String COLUMNS =
      "storefront, competitor, product, period_from, period_to, scale, counts, source, told_at, told_by";
  private static final String LIST =
      "select "
          + COLUMNS
          + """
           from benchmarks where storefront = ? and (?::text is null or competitor = ?)
             and (competitor, product, period_from, period_to) > (?, ?, ?, ?)
           order by competitor, product, period_from, period_to limit ?
          """;
  private static final String OVERLAPPING =
      "select "
          + COLUMNS
          + " from benchmarks where storefront = ? and product = ? and period_from < ?"
          + " and period_to > ? order by competitor, period_from, period_to";
  private static final String DELETE =
      """
      delete from benchmarks where storefront = ? and competitor = ? and product = ?
        and (?::timestamptz is null or (period_from = ? and period_to = ?))
      """;

  private final Transactions transactions;

  BenchmarkRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The place in the list after which the next page begins. */
  record Position(String competitor, String product, Instant from, Instant to) {
    static final Position START = new Position("", "", Instant.EPOCH, Instant.EPOCH);

    static Position of(Benchmark b) {
      return new Position(
          b.competitor(), productOf(b.product()), b.period().from(), b.period().to());
    }
  }

  /** True if it is new; the same again, or told otherwise, takes its place. */
  boolean put(Benchmark b) throws SQLException {
    return transactions.write(
        connection -> {
          try (var statement = connection.prepareStatement(PUT)) {
            new Sql(connection, statement)
                .arg(b.storefront())
                .arg(b.competitor())
                .arg(productOf(b.product()))
                .arg(b.period().from())
                .arg(b.period().to())
                .arg(b.scale().name())
                .arg(b.distribution().counts());
            statement.setString(8, b.source());
            time(statement, 9, b.toldAt());
            statement.setString(10, b.toldBy());
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getBoolean(1);
            }
          }
        });
  }

  /**
   * By competitor, product and period.
   *
   * @param competitor null: of all
   */
  List<Benchmark> list(String storefront, @Nullable String competitor, Position after, int limit) {
    return transactions.read(
        connection -> {
          try (var statement = connection.prepareStatement(LIST)) {
            statement.setString(1, storefront);
            statement.setString(2, competitor);
            statement.setString(3, competitor);
            statement.setString(4, after.competitor());
            statement.setString(5, after.product());
            time(statement, 6, after.from());
            time(statement, 7, after.to());
            statement.setInt(8, limit);
            return read(statement);
          }
        });
  }

  /** Those whose period has anything in common with {@code (from, to]}. */
  static List<Benchmark> overlapping(
      Connection connection, String storefront, @Nullable String product, Instant from, Instant to)
      throws SQLException {
    try (var statement = connection.prepareStatement(OVERLAPPING)) {
      new Sql(connection, statement).arg(storefront).arg(productOf(product)).arg(to).arg(from);
      return read(statement);
    }
  }

  /**
   * @param period null: all of them
   */
  void delete(
      String storefront, String competitor, @Nullable String product, @Nullable Period period)
      throws SQLException {
    transactions.write(
        connection -> {
          try (var statement = connection.prepareStatement(DELETE)) {
            statement.setString(1, storefront);
            statement.setString(2, competitor);
            statement.setString(3, productOf(product));
            time(statement, 4, period == null ? null : period.from());
            time(statement, 5, period == null ? null : period.from());
            time(statement, 6, period == null ? null : period.to());
            return statement.executeUpdate();
          }
        });
  }

  private static void time(PreparedStatement statement, int place, @Nullable Instant at)
      throws SQLException {
    statement.setObject(place, at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  private static String productOf(@Nullable String product) {
    return product == null ? "" : product;
  }

  private static List<Benchmark> read(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Benchmark>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(benchmark(rows));
      }
    }
    return found;
  }

  private static Benchmark benchmark(ResultSet rows) throws SQLException {
    var scale = Rating.Scale.valueOf(rows.getString("scale"));
    var product = rows.getString("product");
    var told = (Long[]) rows.getArray("counts").getArray();
    var counts = new long[told.length];
    for (var i = 0; i < told.length; i++) {
      counts[i] = told[i];
    }
    return new Benchmark(
        rows.getString("storefront"),
        rows.getString("competitor"),
        product.isEmpty() ? null : product,
        new Period(instant(rows, "period_from"), instant(rows, "period_to")),
        scale,
        new Distribution(scale.min(), counts),
        rows.getString("source"),
        instant(rows, "told_at"),
        rows.getString("told_by"));
  }

  private static Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }
}
