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
      select at, negative + neutral + positive as tagged, negative
      from counters where storefront = ? and grain = ? and at >= ? and at < ?
        and negative + neutral + positive > 0
      """;
  private static final String PAST_OF_PRODUCT =
      """
      select date_trunc('hour', placed_at, 'UTC') as at, count(*) as tagged,
        count(*) filter (where label = 'NEGATIVE') as negative
      from reviews where storefront = ? and product_id = ? and placed_at >= ? and placed_at < ?
        and revision is not null and label <> 'UNTAGGED'
      group by 1
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
   * Whole hours, of a storefront from the counters and of a product from its facts; those without a
   * tagged review are missing.
   *
   * @param product the empty text for the whole storefront
   */
  public static List<Hour> past(
      Connection connection, String storefront, String product, Instant from, Instant to)
      throws SQLException {
    var whole = product.isEmpty();
    try (var statement = connection.prepareStatement(whole ? PAST : PAST_OF_PRODUCT)) {
      new Sql(connection, statement)
          .arg(storefront)
          .arg(whole ? Grain.TOTAL_HOUR.id() : product)
          .arg(from)
          .arg(to);
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
