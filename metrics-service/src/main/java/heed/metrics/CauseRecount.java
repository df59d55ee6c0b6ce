package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;

/** Counts causes anew, in SQL where {@link CauseFollower} counts in Java, and compares. */
@Singleton
class CauseRecount {
  private static final String DIFFERENCES =
      """
      select storefront, (at at time zone 'UTC')::date,
        concat_ws(' ', 'CAUSE', level, storefront, product, at, aspect, country, channel, language,
          'facts', f.n, 'counters', c.n)
      from (
        select c.storefront, level, product, at, aspect, country, channel, language,
          array[negative, neutral, positive, rated, rating_sum, rating_squares] as n
        from (select distinct storefront as shop from reviews) as s,
          cause_counters_of(shop, '-infinity', 'infinity') as c) as f
      full join (
        select storefront, level, product, at, aspect, country, channel, language,
          array[negative, neutral, positive, rated, rating_sum, rating_squares] as n
        from cause_counters
        where (negative, neutral, positive, rated, rating_sum, rating_squares) <> (0, 0, 0, 0, 0, 0)) as c
      using (storefront, level, product, at, aspect, country, channel, language)
      where f.n is distinct from c.n
      """;
  private static final List<String> MENDING =
      List.of(
          "delete from cause_counters where storefront = ? and at >= ? and at < ?",
          "insert into cause_counters select * from cause_counters_of(?, ?, ?)");

  private final DayRecount recount;

  CauseRecount(Transactions transactions) {
    recount =
        new DayRecount(transactions, List.of("cause_counters"), List.of(DIFFERENCES), MENDING);
  }

  /** What differs, told one line each; nothing if all is well. */
  List<String> differences() {
    return recount.differences();
  }

  /** Mends what differs; tells how many days of a storefront did. */
  int mend() throws SQLException {
    return recount.mend();
  }
}
