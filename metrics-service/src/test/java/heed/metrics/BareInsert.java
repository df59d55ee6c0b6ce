package heed.metrics;

import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The floor that folding is told beside: the same facts by plain multi-row inserts. */
final class BareInsert {
  private static final int ROWS = 250;

  /** The facts that new reviews become, as the columns of their rows. */
  static List<List<@Nullable Object>> rows(List<Heard> batch) {
    var rows = new ArrayList<List<@Nullable Object>>(batch.size());
    for (var heard : batch) {
      var event = ((Heard.Tagged) heard).event();
      var review = event.review();
      var row = new ArrayList<@Nullable Object>();
      FactColumns.of(
          Fact.unknown(review.storefront(), review.id()).tagged(event, null),
          value -> row.add(value == null ? null : value.toString()));
      rows.add(row);
    }
    return rows;
  }

  static void into(DataSource dataSource, List<List<@Nullable Object>> rows) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (var from = 0; from < rows.size(); from += ROWS) {
        var some = rows.subList(from, Math.min(rows.size(), from + ROWS));
        var one =
            IntStream.range(0, some.getFirst().size())
                .mapToObj(i -> "?")
                .collect(Collectors.joining(", ", "(", ")"));
        var sql =
            "insert into bare ("
                + FactRows.ALL
                + ") values "
                + some.stream().map(r -> one).collect(Collectors.joining(", "));
        try (var statement = connection.prepareStatement(sql)) {
          var next = 1;
          for (var row : some) {
            for (var value : row) {
              statement.setObject(next++, value, Types.OTHER);
            }
          }
          statement.executeUpdate();
        }
      }
      connection.commit();
    }
  }

  private BareInsert() {}
}
