package heed.metrics;

import heed.metrics.CustomerRows.Key;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a batch changes in the latest reviews of its customers. One more review only moves them on;
 * where one went away, or to another cut, all facts of the customer are asked again.
 */
final class Reviewers {
  private final Map<Key, Latest> before;
  private final Map<Key, Latest> grown = new HashMap<>();
  private final Set<Key> shrunk = new HashSet<>();

  private Reviewers(Map<Key, Latest> before) {
    this.before = before;
  }

  /**
   * Locks every customer of the batch, before its facts are written.
   *
   * @throws SQLTransientException if another copy wrote one of them first
   */
  static Reviewers lock(Connection connection, List<Change> changes) throws SQLException {
    var reviewers = new Reviewers(CustomerRows.lock(connection, customers(changes)));
    changes.forEach(reviewers::add);
    var fresh = new TreeMap<Key, Latest>();
    for (var key : customers(changes)) {
      if (!reviewers.before.containsKey(key)) {
        fresh.put(key, reviewers.grown.getOrDefault(key, Latest.NONE));
      }
    }
    if (!CustomerRows.insert(connection, fresh)) {
      throw new SQLTransientException("another copy wrote one of these customers first", "40001");
    }
    return reviewers;
  }

  /** Writes what changed, after the facts, and adds it up. */
  void save(Connection connection, Tally tally) throws SQLException {
    var after = new HashMap<>(grown);
    after.putAll(CustomerRows.ofFacts(connection, shrunk));
    var changed = new TreeMap<Key, Latest>();
    after.forEach(
        (key, latest) -> {
          before.getOrDefault(key, Latest.NONE).replace(key.storefront(), latest, tally);
          var inserted = !before.containsKey(key) && !shrunk.contains(key);
          if (!inserted && !latest.equals(before.get(key))) {
            changed.put(key, latest);
          }
        });
    CustomerRows.update(connection, changed);
  }

  private void add(Change change) {
    var was = change.before() == null ? null : change.before().cell();
    var is = change.after().cell();
    var customerWas = change.customerBefore();
    var customerIs = change.customerAfter();
    if (Objects.equals(was, is) && Objects.equals(customerWas, customerIs)) {
      return;
    }
    var storefront = change.after().storefront();
    if (was != null && customerWas != null) {
      shrunk.add(new Key(storefront, customerWas));
    }
    if (is != null && customerIs != null) {
      grown.compute(
          new Key(storefront, customerIs),
          (key, known) -> (known == null ? before.getOrDefault(key, Latest.NONE) : known).and(is));
    }
  }

  private static TreeSet<Key> customers(Collection<Change> changes) {
    var customers = new TreeSet<Key>();
    for (var change : changes) {
      for (var id : new String[] {change.customerBefore(), change.customerAfter()}) {
        if (id != null) {
          customers.add(new Key(change.after().storefront(), id));
        }
      }
    }
    return customers;
  }
}
