package heed.metrics;

import heed.metrics.Tally.ReviewerDay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Adds to the reviewers by day: most of what a batch changes are days of long ago. */
final class ReviewerRows {
  private static final int HOURS = 24;
  private static final Adding ADDING =
      new Adding(
          "reviewers",
          List.of("storefront text", "dimension text", "value text", "day timestamptz"),
          IntStream.range(0, HOURS).mapToObj(hour -> "h_" + hour).toList());

  static void add(Connection connection, Tally tally) throws SQLException {
    var rows = new ArrayList<Map.Entry<ReviewerDay, int[]>>();
    for (var day : tally.reviewers().entrySet()) {
      if (IntStream.of(day.getValue()).anyMatch(n -> n != 0)) {
        rows.add(day);
      }
    }
    ADDING.add(
        connection,
        rows,
        (sql, some) ->
            sql.texts(some, row -> row.getKey().storefront())
                .texts(some, row -> row.getKey().dimension().column())
                .texts(some, row -> row.getKey().value())
                .instants(some, row -> row.getKey().begins()),
        (row, to) -> {
          for (var hour = 0; hour < HOURS; hour++) {
            to[hour] = row.getValue()[hour];
          }
        });
  }

  private ReviewerRows() {}
}
