package heed.metrics.segments;

import heed.metrics.Transactions;
import heed.metrics.segments.SegmentRows.Key;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides all segments anew from the facts, and compares with what is kept. */
@Singleton
public class SegmentRecount {
  private static final int PAGE = 1000;
  private static final int MOST_TOLD = 100;

  /** Customers without a row; those who are waiting to be decided have one. */
  private static final String MISSING =
      """
      select c.storefront, c.customer_id from customers c
      where not exists (select from segments s
          where s.storefront = c.storefront and s.customer_id = c.customer_id)
        and exists (select from reviews r where r.storefront = c.storefront
          and r.customer_id = c.customer_id and r.revision is not null)
      """;

  private final Transactions transactions;
  private final SegmentDecider decider = new SegmentDecider();

  SegmentRecount(Transactions transactions) {
    this.transactions = transactions;
  }

  /** As it is called in reports. */
  public String name() {
    return "SEGMENTS";
  }

  /** What differs, told one line each, a hundred at most; the customer is not named. */
  public List<String> differences() {
    return different().stream()
        .limit(MOST_TOLD)
        .map(d -> "SEGMENTS in " + d.key().storefront() + ": " + d.told())
        .toList();
  }

  /** Has what differs decided anew; answers how many. */
  public int mend() throws SQLException {
    var keys = different().stream().map(Different::key).sorted().toList();
    for (var from = 0; from < keys.size(); from += PAGE) {
      var some = keys.subList(from, Math.min(keys.size(), from + PAGE));
      transactions.write(
          connection -> {
            SegmentRows.mark(connection, some);
            return some.size();
          });
    }
    return keys.size();
  }

  private record Different(Key key, String told) {}

  private List<Different> different() {
    return transactions.read(
        connection -> {
          var different = missing(connection);
          var after = new Key("", "");
          while (true) {
            var rows = SegmentRows.after(connection, after, PAGE);
            compare(connection, rows, different);
            if (rows.size() < PAGE) {
              return different;
            }
            after = new Key(rows.getLast().storefront(), rows.getLast().customerId());
          }
        });
  }

  private void compare(Connection connection, List<SegmentRow> rows, List<Different> different)
      throws SQLException {
    var now = SegmentKeeper.now(connection);
    var settled = rows.stream().filter(r -> r.dueAt() == null || r.dueAt().isAfter(now)).toList();
    var keys = settled.stream().map(r -> new Key(r.storefront(), r.customerId())).toList();
    var seen = SeenRows.of(connection, keys);
    for (var row : settled) {
      var key = new Key(row.storefront(), row.customerId());
      var decided = decider.decide(seen.getOrDefault(key, List.of()), now).segment();
      if (decided != row.segment()) {
        different.add(new Different(key, told(decided, row.segment())));
      }
    }
  }

  private static String told(@Nullable Object decided, @Nullable Object kept) {
    return "facts " + decided + ", kept " + kept;
  }

  private static List<Different> missing(Connection connection) throws SQLException {
    var missing = new ArrayList<Different>();
    try (var statement = connection.prepareStatement(MISSING);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        missing.add(
            new Different(new Key(rows.getString(1), rows.getString(2)), "facts, but no row"));
      }
    }
    return missing;
  }
}
