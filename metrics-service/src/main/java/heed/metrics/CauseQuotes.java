package heed.metrics;

import heed.events.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds the complaints that say most. A product has few reviews and all of them are looked at;
 * otherwise the most significant of each day are merged, so that nothing of the rest is read.
 */
final class CauseQuotes {
  private static final String WORDS =
      """
      select c.aspect, c.review_id, c.storefront, r.language, c.placed_at, (
        select a ->> 'quote' from jsonb_array_elements(r.tags -> 'aspects') with ordinality as m (a, place)
        where a ->> 'aspect' = c.aspect and a ->> 'sentiment' = 'NEGATIVE' order by place limit 1) as quote
      from (%s) as c join reviews r on r.storefront = c.storefront and r.review_id = c.review_id
      order by c.aspect, c.score desc, c.review_id desc
      """;
  private static final String OF_A_PRODUCT =
      """
      select * from (
        select c.*, row_number() over (partition by c.aspect order by c.score desc, c.review_id desc) as place
        from reviews r join complaints c
          on c.storefront = r.storefront and c.placed_at = r.placed_at and c.review_id = r.review_id
        where r.storefront = any(?) and r.product_id = ? and r.revision is not null
          and r.placed_at > ? and r.placed_at <= ? and c.aspect = any(?) %s) as all_of_it
      where place <= ?
      """;
  private static final String BY_DAY =
      """
      select c.* from unnest(?::text[]) as a (aspect) cross join lateral (
        select c.* from unnest(?::text[]) as s (name)
        cross join generate_series(?::date, ?::date, interval '1 day') as d (day)
        cross join lateral (
          select c.* from complaints c
          where c.storefront = s.name and c.day = d.day::date and c.aspect = a.aspect
            and c.placed_at > ? and c.placed_at <= ? %s
          order by c.score desc, c.review_id desc limit ?) as c
        order by c.score desc, c.review_id desc limit ?) as c
      """;

  /**
   * @param aspects those that anybody names negatively in the window
   * @param most how many of each
   */
  static Map<Tags.Aspect, List<CausesAnswer.Quote>> of(
      Connection connection, Cut cut, Instant from, Instant to, List<Tags.Aspect> aspects, int most)
      throws SQLException {
    var quotes = new EnumMap<Tags.Aspect, List<CausesAnswer.Quote>>(Tags.Aspect.class);
    if (aspects.isEmpty() || most == 0) {
      return quotes;
    }
    var args = new ArrayList<Object>();
    var product = cut.filters().get(Dimension.PRODUCT);
    var chosen =
        product == null
            ? byDay(cut, from, to, aspects, most, args)
            : ofProduct(cut, product, from, to, aspects, most, args);
    try (var statement = connection.prepareStatement(WORDS.formatted(chosen))) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          quotes
              .computeIfAbsent(Tags.Aspect.valueOf(rows.getString(1)), a -> new ArrayList<>())
              .add(
                  new CausesAnswer.Quote(
                      rows.getObject(2, UUID.class),
                      rows.getString(3),
                      rows.getString(4),
                      rows.getObject(5, OffsetDateTime.class).toInstant(),
                      rows.getString(6)));
        }
      }
    }
    return quotes;
  }

  private static String ofProduct(
      Cut cut,
      String product,
      Instant from,
      Instant to,
      List<Tags.Aspect> aspects,
      int most,
      List<Object> args) {
    args.addAll(List.of(cut.storefronts(), product, from, to, aspects));
    var filters = filters(cut, args);
    args.add(most);
    return OF_A_PRODUCT.formatted(filters);
  }

  private static String byDay(
      Cut cut, Instant from, Instant to, List<Tags.Aspect> aspects, int most, List<Object> args) {
    args.addAll(List.of(aspects, cut.storefronts(), day(from), day(to), from, to));
    var filters = filters(cut, args);
    args.add(most);
    args.add(most);
    return BY_DAY.formatted(filters);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static String filters(Cut cut, List<Object> args) {
    var sql = new StringBuilder();
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and c.").append(dimension.column()).append(" = ?");
              args.add(value);
            });
    return sql.toString();
  }

  private CauseQuotes() {}
}
