package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many tagged reviews an hour had, and how many of them are negative. */
public final class HourlySentiment {
  private static final String PAST =
      """
      select at, sum(negative + neutral + positive) as tagged, sum(negative) as negative
      from counters where storefront = ? and grain = ? and product = ? and at >= ? and at < ?
      group by at having sum(negative + neutral + positive) > 0
      """;
  private static final String NOW =
      """
      select product_id, count(*) filter (where label <> 'UNTAGGED') as tagged,
        count(*) filter (where label = 'NEGATIVE') as negative
      from reviews where storefront = ? and placed_at >= ? and placed_at < ? and revision is not null
      group by product_id
      """;

  /**
   * One hour.
   *
   * @param at its beginning
   */
  public record Hour(Instant at, long tagged, long negative) {}

  /**
   * Whole hours from the counters; those without a tagged review are missing.
   *
   * @param product the empty text for the whole storefront
   */
  public static List<Hour> past(
      Connection connection, String storefront, String product, Instant from, Instant to)
      throws SQLException {
    var grain = product.isEmpty() ? Grain.HOUR : Grain.PRODUCT_HOUR;
    try (var statement = connection.prepareStatement(PAST)) {
      new Sql(connection, statement).arg(storefront).arg(grain.id()).arg(product).arg(from).arg(to);
      var hours = new ArrayList<Hour>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          hours.add(
              new Hour(
                  rows.getObject("at", OffsetDateTime.class).toInstant(),
                  rows.getLong("tagged"),
                  rows.getLong("negative")));
        }
      }
      return hours;
    }
  }

  /** One hour by product, from the facts, which have the hour that runs as well. */
  public static Map<String, Hour> byProduct(
      Connection connection, String storefront, Instant at, Instant to) throws SQLException {
    try (var statement = connection.prepareStatement(NOW)) {
      new Sql(connection, statement).arg(storefront).arg(at).arg(to);
      var products = new TreeMap<String, Hour>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          products.put(
              rows.getString("product_id"),
              new Hour(at, rows.getLong("tagged"), rows.getLong("negative")));
        }
      }
      return products;
    }
  }

  private HourlySentiment() {}
}
