package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;

/**
 * Works out anew how significant reviews are and what they complain of, in SQL where {@link
 * SignificanceFollower} does in Java, and compares.
 */
@Singleton
class SignificanceRecount {
  private static final String SIGNIFICANCES =
      "storefront, placed_at, review_id, own, rank, score, product, country, channel, language, label";
  private static final String COMPLAINTS =
      "storefront, placed_at, review_id, aspect, score, product, country, channel, language";

  private final DayRecount recount;

  SignificanceRecount(Transactions transactions) {
    recount =
        new DayRecount(
            transactions,
            List.of("significances", "complaints"),
            List.of(
                differences("significances", "significance_of_facts", SIGNIFICANCES),
                differences("complaints", "complaints_of_facts", COMPLAINTS)),
            List.of(
                forget("complaints"),
                forget("significances"),
                keep("significances", "significance_of_facts", SIGNIFICANCES),
                keep("complaints", "complaints_of_facts", COMPLAINTS)));
  }

  /** What differs, told one line each; nothing if all is well. */
  List<String> differences() {
    return recount.differences();
  }

  /** Mends what differs; tells how many days of a storefront did. */
  int mend() throws SQLException {
    return recount.mend();
  }

  private static String differences(String kept, String facts, String columns) {
    return """
        select storefront, (placed_at at time zone 'UTC')::date,
          concat_ws(' ', '%1$s', storefront, review_id, f.facts, k.kept)
        from (select 'facts' as facts, %3$s from %2$s) as f
        full join (select 'kept' as kept, %3$s from %1$s) as k using (%3$s)
        where f.facts is null or k.kept is null
        """
        .formatted(kept, facts, columns);
  }

  private static String forget(String table) {
    return "delete from " + table + " where storefront = ? and placed_at >= ? and placed_at < ?";
  }

  private static String keep(String table, String facts, String columns) {
    return "insert into %s (%s) select %s from %s where storefront = ? and placed_at >= ? and placed_at < ?"
        .formatted(table, columns, columns, facts);
  }
}
