package heed.metrics.segments;

import heed.events.CustomerErased;
import heed.events.Topics;
import heed.metrics.Change;
import heed.metrics.Follower;
import heed.metrics.SaidNo;
import heed.metrics.Storefronts;
import heed.metrics.outbox.Outbox;
import heed.metrics.segments.SegmentRows.Key;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Marks whose segment may have changed, in the transaction that changes the facts; it is decided
 * right after it.
 */
@Singleton
class SegmentMarks implements Follower {
  private final Storefronts storefronts;

  SegmentMarks(Storefronts storefronts) {
    this.storefronts = storefronts;
  }

  @Override
  public After after() {
    return After.FACTS;
  }

  @Override
  public void follow(Connection connection, List<Change> changes) throws SQLException {
    var customers = new HashSet<Key>();
    for (var change : changes) {
      if (storefronts.isOurs(change.storefront())) { // competitors' customers are none of ours
        add(customers, change.storefront(), change.customerBefore());
        add(customers, change.storefront(), change.customerAfter());
      }
    }
    SegmentMarkRows.append(connection, customers);
  }

  private static void add(Set<Key> customers, String storefront, @Nullable String customer) {
    if (customer != null) {
      customers.add(new Key(storefront, customer));
    }
  }

  /** Nothing is told of them any more: what has not left is taken back, and no leaving is told. */
  @Override
  public void forget(Connection connection, List<CustomerErased> customers) throws SQLException {
    var keys = new TreeSet<Key>();
    customers.forEach(c -> keys.add(new Key(c.storefront(), c.customerId())));
    SegmentMarkRows.delete(connection, keys);
    SegmentRows.delete(connection, keys);
    Outbox.recall(
        connection,
        Topics.CUSTOMER_SEGMENTS,
        customers.stream().map(CustomerErased::key).distinct().toList());
    // What they wrote afterwards is of somebody new.
    var left = new TreeSet<>(SeenRows.of(connection, keys).keySet());
    left.removeIf(key -> !storefronts.isOurs(key.storefront()));
    SegmentMarkRows.append(connection, left);
  }

  /** Remembered here, since the fact knows the latest revision only. */
  @Override
  public void refused(Connection connection, List<SaidNo> customers) throws SQLException {
    SegmentRows.refuse(connection, customers);
  }
}
