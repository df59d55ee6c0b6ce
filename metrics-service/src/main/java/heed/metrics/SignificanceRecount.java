package heed.metrics;

import jakarta.inject.Singleton;
import java.util.List;

/**
 * Works out anew how significant reviews are and what they complain of, in SQL where {@link
 * SignificanceFollower} does in Java.
 */
@Singleton
class SignificanceRecount extends DayRecount {
  private static final String SIGNIFICANCES =
      "storefront, placed_at, review_id, own, rank, score, product, country, channel, language, label";
  private static final String COMPLAINTS =
      "storefront, placed_at, review_id, aspect, score, product, country, channel, language";
  private static final String OF_A_DAY = "storefront = ? and placed_at >= ? and placed_at < ?";
  private static final String PIECES =
      Stepping.days("reviews", "placed_at", "revision is not null")
          + " union "
          + Stepping.days("significances", "placed_at", "true")
          + " union "
          + Stepping.days("complaints", "placed_at", "true");

  SignificanceRecount() {
    super(
        "significance",
        PIECES,
        List.of(
            comparing("significances", "significance_of_facts", SIGNIFICANCES),
            comparing("complaints", "complaints_of_facts", COMPLAINTS)),
        List.of(
            "delete from complaints where " + OF_A_DAY,
            "delete from significances where " + OF_A_DAY,
            mending("significances", "significance_of_facts", SIGNIFICANCES),
            mending("complaints", "complaints_of_facts", COMPLAINTS)));
  }

  private static String comparing(String kept, String facts, String columns) {
    return """
        select concat_ws(' ', '%1$s', storefront, review_id, f.facts, k.kept)
        from (select 'facts' as facts, %3$s from %2$s where %4$s) as f
        full join (select 'kept' as kept, %3$s from %1$s where %4$s) as k using (%3$s)
        where f.facts is null or k.kept is null limit 100
        """
        .formatted(kept, facts, columns, OF_A_DAY);
  }

  private static String mending(String table, String facts, String columns) {
    return "insert into %s (%s) select %s from %s where %s"
        .formatted(table, columns, columns, facts, OF_A_DAY);
  }
}
