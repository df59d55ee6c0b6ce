package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that what is kept for the display belongs to reviews that are there, and mends it: nothing
 * outlives its review, and every review that is shown or hidden has a decision behind it.
 */
@Singleton
class DisplayProof {
  private static final int TOLD = 1_000;
  private static final String NO_REVIEW =
      """
      not exists (select from reviews r where r.storefront = d.storefront
        and r.review_id = d.review_id and r.revision is not null)
      """;

  /** An answer may come before its review, so only a known erasure speaks against it. */
  private static final String ERASED =
      """
      exists (select from reviews r where r.storefront = d.storefront
        and r.review_id = d.review_id and r.revision is null and r.erased_revision is not null)
      """;

  private static final Map<String, String> LEFT_OVER = new LinkedHashMap<>();

  static {
    LEFT_OVER.put("display_states", NO_REVIEW);
    LEFT_OVER.put("display_history", NO_REVIEW);
    LEFT_OVER.put("text_prints", NO_REVIEW);
    LEFT_OVER.put("public_answers", ERASED);
  }

  private static final String UNDECIDED =
      """
      select r.storefront, r.review_id from reviews r
      where r.revision is not null and r.display <> 'PENDING' and not exists (
        select from display_states d where d.storefront = r.storefront and d.review_id = r.review_id)
      order by 1, 2 limit ?
      """;
  private static final String TAKE_BACK =
      """
      update reviews r set display = 'PENDING'
      where r.revision is not null and r.display <> 'PENDING' and not exists (
        select from display_states d where d.storefront = r.storefront and d.review_id = r.review_id)
      """;

  private final Transactions transactions;

  DisplayProof(Transactions transactions) {
    this.transactions = transactions;
  }

  /** As reports call it. */
  String name() {
    return "DISPLAY";
  }

  /** What is not as it must be, told one line each, up to a thousand; nothing if all is well. */
  List<String> differences() {
    return transactions.read(
        connection -> {
          var differences = new ArrayList<String>();
          for (var table : LEFT_OVER.entrySet()) {
            var sql =
                "select d.storefront, d.review_id from %s d where %s order by 1, 2 limit ?"
                    .formatted(table.getKey(), table.getValue());
            tell(connection, sql, table.getKey() + " outlives its review", differences);
          }
          tell(connection, UNDECIDED, "shown or hidden without a decision", differences);
          return differences;
        });
  }

  private static void tell(
      java.sql.Connection connection, String sql, String what, List<String> differences)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, TOLD);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          differences.add(what + ": " + rows.getString(1) + " " + rows.getString(2));
        }
      }
    }
  }

  /** Takes away what was left over, and what nobody decided; answers how many rows. */
  int mend() throws SQLException {
    return transactions.write(
        connection -> {
          var mended = 0;
          for (var table : LEFT_OVER.entrySet()) {
            var sql = "delete from %s d where %s".formatted(table.getKey(), table.getValue());
            try (var statement = connection.prepareStatement(sql)) {
              mended += statement.executeUpdate();
            }
          }
          try (var statement = connection.prepareStatement(TAKE_BACK)) {
            mended += statement.executeUpdate();
          }
          return mended;
        });
  }
}
