package heed.metrics.segments;

import heed.metrics.Follower;
import heed.metrics.Storefronts;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What follows the facts here, for measurements outside of the application. */
public final class Marks {
  public static Follower of(Storefronts storefronts) {
    return new SegmentMarks(storefronts);
  }

  /** Marks a customer and decides, in a transaction that is not over yet. */
  public static void decide(Connection connection, String storefront, String customer)
      throws SQLException {
    SegmentMarkRows.append(connection, List.of(new SegmentRows.Key(storefront, customer)));
    var keeper = Arc.container().instance(SegmentKeeper.class).get();
    keeper.keep(connection, SegmentMarkRows.BEGINNING);
  }

  /** Marks each of these, as often as it is there. */
  public static void append(Connection connection, String storefront, List<String> customers)
      throws SQLException {
    SegmentMarkRows.append(
        connection, customers.stream().map(c -> new SegmentRows.Key(storefront, c)).toList());
  }

  private Marks() {}
}
