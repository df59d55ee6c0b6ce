package heed.metrics;

import heed.metrics.CustomerRows.Asked;
import heed.metrics.CustomerRows.Key;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in the latest reviews of its customers. One more review only moves them on;
 * where one went away, or to another cut, all facts of the customer are asked again.
 */
final class Reviewers {
  /** As they were; of those who only grew, the places that were asked for. */
  private final Map<Key, Latest> before;

  private final Map<Key, Latest.Growing> grown = new HashMap<>();
  private final Set<Key> shrunk = new HashSet<>();

  private Reviewers(Map<Key, Latest> before) {
    this.before = before;
  }

  /**
   * Reads every customer of the batch, and writes those who are new, after the facts are written
   * and while nobody else counts.
   *
   * @param saidNo also where none of the changes is theirs any more
   * @throws SQLTransientException if somebody who does not count as we do wrote one of them first
   */
  static Reviewers load(Connection connection, List<Change> changes, List<SaidNo> saidNo)
      throws SQLException {
    var customers = customers(changes);
    saidNo.forEach(no -> customers.add(new Key(no.storefront(), no.customerId())));
    var reviewers = new Reviewers(CustomerRows.ask(connection, asked(changes, customers)));
    changes.forEach(reviewers::add);
    reviewers.before.putAll(CustomerRows.load(connection, reviewers.shrunk));
    if (!CustomerRows.insert(connection, reviewers.fresh(customers))) {
      throw new SQLTransientException("another copy wrote one of these customers first", "40001");
    }
    return reviewers;
  }

  /** Each review that counts for a customer, and every other customer once. */
  private static List<Asked> asked(List<Change> changes, Set<Key> customers) {
    var asked = new ArrayList<Asked>(customers.size());
    var others = new HashSet<>(customers);
    for (var change : changes) {
      var customer = change.customerAfter();
      var cell = change.after().cell();
      if (customer != null && cell != null && moves(change)) {
        var key = new Key(change.storefront(), customer);
        others.remove(key);
        asked.add(new Asked(key, cell));
      }
    }
    others.forEach(key -> asked.add(new Asked(key, null)));
    asked.sort(Comparator.comparing(Asked::customer));
    return asked;
  }

  private SortedMap<Key, Latest> fresh(Collection<Key> customers) {
    var fresh = new TreeMap<Key, Latest>(); // in the order of the index
    for (var key : customers) {
      if (!before.containsKey(key)) {
        fresh.put(key, inserted(key));
      }
    }
    return fresh;
  }

  private Latest inserted(Key key) {
    var growing = grown.get(key);
    return growing == null ? Latest.NONE : growing.after();
  }

  /** The same changes, with the rank of every new review that follows from the number before it. */
  List<Change> ranked(List<Change> changes) {
    var added = new HashMap<Key, List<Integer>>();
    for (var i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var customer = change.customerAfter();
      if (customer != null && moves(change)) {
        added
            .computeIfAbsent(new Key(change.storefront(), customer), k -> new ArrayList<>(1))
            .add(i);
      }
    }
    var ranked = new ArrayList<>(changes);
    added.forEach(
        (customer, places) -> {
          var known = before.getOrDefault(customer, Latest.NONE);
          if (!shrunk.contains(customer)
              && places.stream().allMatch(i -> known.isBefore(changes.get(i)))) {
            places.sort(Comparator.comparing(changes::get, Ranks.ORDER));
            for (var i = 0; i < places.size(); i++) {
              ranked.set(places.get(i), changes.get(places.get(i)).ranked(known.count() + 1 + i));
            }
          }
        });
    return ranked;
  }

  /** Writes what changed, after the facts, and adds it up. */
  void save(Connection connection, Tally tally) throws SQLException {
    var changed = new TreeMap<Key, Latest.Moved>(); // in the order of the index
    grown.forEach(
        (key, growing) -> {
          if (!shrunk.contains(key)) {
            growing.count(key.storefront(), tally);
            if (before.containsKey(key)) {
              changed.put(key, growing.moved());
            }
          }
        });
    CustomerRows.ofFacts(connection, shrunk)
        .forEach(
            (key, latest) -> {
              before.getOrDefault(key, Latest.NONE).replace(key.storefront(), latest, tally);
              var stored = before.containsKey(key) ? before.get(key) : inserted(key);
              if (!latest.equals(stored)) {
                changed.put(key, new Latest.Moved(latest.places(), latest.reviews(), true));
              }
            });
    CustomerRows.update(connection, changed);
  }

  private void add(Change change) {
    if (!moves(change)) {
      return;
    }
    var was = change.before() == null ? null : change.before().cell();
    var is = change.after().cell();
    var customerWas = change.customerBefore();
    var customerIs = change.customerAfter();
    var storefront = change.after().storefront();
    if (was != null && customerWas != null) {
      shrunk.add(new Key(storefront, customerWas));
    }
    if (is != null && customerIs != null) {
      var key = new Key(storefront, customerIs);
      var known = before.getOrDefault(key, Latest.NONE);
      if (known.reviews() == null) {
        shrunk.add(key);
      }
      grown.computeIfAbsent(key, k -> new Latest.Growing(known)).add(is);
    }
  }

  /** False if the review counts where it did, for the same customer. */
  private static boolean moves(Change change) {
    var was = change.before() == null ? null : change.before().cell();
    return !Objects.equals(was, change.after().cell())
        || !Objects.equals(change.customerBefore(), change.customerAfter());
  }

  private static Set<Key> customers(Collection<Change> changes) {
    var customers = new HashSet<Key>();
    for (var change : changes) {
      add(customers, change.storefront(), change.customerAfter());
      add(customers, change.storefront(), change.customerBefore());
    }
    return customers;
  }

  private static void add(Set<Key> customers, String storefront, @Nullable String id) {
    if (id != null) {
      customers.add(new Key(storefront, id));
    }
  }
}
