package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Counts reviewers anew. What is compared is the sum of what counters and the rows by day hold;
 * what is mended is all by day, and products in the counters.
 */
final class ReviewerRecount implements Recounted {
  private static final String PIECES =
      Stepping.storefronts("counters")
          + " union "
          + Stepping.storefronts("reviewers")
          + " union "
          + Stepping.storefronts("reviews");

  private static final KeptTable ALL = table("kept_reviewers", "true");
  private static final KeptTable PRODUCTS = table("counters", "grain = " + Grain.PRODUCT_DAY.id());

  private static final List<String> BY_DAY =
      List.of(
          "update counters set reviewers = 0 where storefront = ? and reviewers <> 0 and grain <> "
              + Grain.PRODUCT_DAY.id(),
          "delete from reviewers where storefront = ?",
          "insert into reviewers select * from reviewer_days_of(?)");

  private static KeptTable table(String kept, String which) {
    return new KeptTable(
        "reviewers",
        kept,
        KeptTable.CELL,
        List.of("reviewers"),
        "0",
        "select s.storefront, r.* from (values (?::text)) s (storefront), reviewers_of(s.storefront) r where "
            + which,
        "storefront = ? and " + which,
        PIECES,
        true);
  }

  @Override
  public String name() {
    return ALL.name();
  }

  @Override
  public List<Piece> pieces(Connection connection) throws SQLException {
    return ALL.pieces(connection);
  }

  @Override
  public List<String> differences(Connection connection, Piece piece) throws SQLException {
    return ALL.differences(connection, piece);
  }

  @Override
  public int mend(Connection connection, Piece piece) throws SQLException {
    var wrong = differences(connection, piece).size();
    if (wrong == 0) {
      return 0;
    }
    for (var sql : BY_DAY) {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setString(1, piece.storefront());
        statement.executeUpdate();
      }
    }
    PRODUCTS.mend(connection, piece);
    return wrong;
  }
}
