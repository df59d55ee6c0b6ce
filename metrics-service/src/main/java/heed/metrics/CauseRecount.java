package heed.metrics;

import jakarta.inject.Singleton;
import java.util.List;

/** Counts causes anew, in SQL where {@link CauseFollower} counts in Java. */
@Singleton
class CauseRecount extends DayRecount {
  private static final String PIECES =
      Stepping.days("reviews", "placed_at", "revision is not null")
          + " union "
          + Stepping.daysOfLevels("cause_counters", "level")
          + " union "
          + Stepping.daysOfLevels("cause_sums", "level");
  private static final String COMPARING =
      """
      select concat_ws(' ', 'causes', storefront, 'level', level, at, aspect, product, country, channel,
        language, 'facts', f.n, 'counters', c.n)
      from (
        select storefront, level, product, at, aspect, country, channel, language,
          array[negative, neutral, positive, rated, rating_sum, rating_squares] as n
        from cause_counters_of(?, ?, ?)) as f
      full join (
        select storefront, level, product, at, aspect, country, channel, language,
          array[sum(negative), sum(neutral), sum(positive), sum(rated), sum(rating_sum), sum(rating_squares)]::bigint[] as n
        from kept_causes
        where storefront = ? and at >= ? and at < ?
        group by 1, 2, 3, 4, 5, 6, 7, 8
        having (sum(negative), sum(neutral), sum(positive), sum(rated), sum(rating_sum), sum(rating_squares))
          <> (0, 0, 0, 0, 0, 0)) as c
      using (storefront, level, product, at, aspect, country, channel, language)
      where f.n is distinct from c.n limit 100
      """;
  private static final List<String> MENDING =
      List.of(
          "delete from cause_counters where storefront = ? and at >= ? and at < ?",
          "delete from cause_sums where storefront = ? and at >= ? and at < ?",
          "insert into cause_sums select * from cause_sums_of(?, ?, ?)");

  CauseRecount() {
    super("causes", PIECES, List.of(COMPARING), MENDING);
  }
}
