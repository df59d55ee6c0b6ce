package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves that what is kept for the display belongs to reviews that are there, and mends it: nothing
 * outlives its review, and every review that is shown or hidden has a decision behind it.
 */
@Singleton
class DisplayProof implements Recounted {
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

  private static final String NOBODY_DECIDED =
      """
      r.storefront = ? and r.revision is not null and r.display <> 'PENDING' and not exists (
        select from display_states d where d.storefront = r.storefront and d.review_id = r.review_id)
      """;

  @Override
  public String name() {
    return "DISPLAY";
  }

  @Override
  public List<Piece> pieces(Connection connection) throws SQLException {
    var sql =
        Stream.concat(LEFT_OVER.keySet().stream(), Stream.of("reviews"))
            .map(Stepping::storefronts)
            .collect(Collectors.joining(" union "));
    try (var statement = connection.prepareStatement(sql + " order by 1");
        var rows = statement.executeQuery()) {
      var pieces = new ArrayList<Piece>();
      while (rows.next()) {
        pieces.add(new Piece(rows.getString(1), null));
      }
      return pieces;
    }
  }

  /** A thousand lines of a kind at most. */
  @Override
  public List<String> differences(Connection connection, Piece piece) throws SQLException {
    var storefront = piece.storefront();
    var differences = new ArrayList<String>();
    for (var table : LEFT_OVER.entrySet()) {
      var sql =
          "select d.review_id from %s d where d.storefront = ? and %s order by 1 limit %d"
              .formatted(table.getKey(), table.getValue(), TOLD);
      tell(connection, sql, storefront, table.getKey() + " outlives its review", differences);
    }
    var sql =
        "select r.review_id from reviews r where " + NOBODY_DECIDED + " order by 1 limit " + TOLD;
    tell(connection, sql, storefront, "shown or hidden without a decision", differences);
    return differences;
  }

  private static void tell(
      Connection connection, String sql, String storefront, String what, List<String> differences)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, storefront);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          differences.add("DISPLAY " + what + ": " + storefront + " " + rows.getString(1));
        }
      }
    }
  }

  /** Takes away what was left over, and what nobody decided. */
  @Override
  public int mend(Connection connection, Piece piece) throws SQLException {
    var storefront = piece.storefront();
    var mended = 0;
    for (var table : LEFT_OVER.entrySet()) {
      var sql =
          "delete from %s d where d.storefront = ? and %s"
              .formatted(table.getKey(), table.getValue());
      mended += update(connection, sql, storefront);
    }
    var takeBack = "update reviews r set display = 'PENDING' where " + NOBODY_DECIDED;
    return mended + update(connection, takeBack, storefront);
  }

  private static int update(Connection connection, String sql, String storefront)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, storefront);
      return statement.executeUpdate();
    }
  }
}
