package heed.metrics;

import heed.events.CustomerErased;
import heed.metrics.Follower.After;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was heard into the facts and their difference into the counters, in one transaction.
 * Locks are taken in one order: the erasures', the stored facts', the new facts', the counting's.
 * What no batches share comes first and is the half of the work, so that of two batches side by
 * side one writes facts while the other one counts.
 */
@Singleton
class Folding {
  private final Transactions transactions;
  private final ErasedCustomers erased;
  private final List<Follower> followers;

  Folding(Transactions transactions, ErasedCustomers erased, @All List<Follower> followers) {
    this.transactions = transactions;
    this.erased = erased;
    this.followers = followers;
  }

  /**
   * Applies all of it, or none.
   *
   * @return how many of them changed anything
   */
  int apply(List<Heard> batch) throws SQLException {
    return transactions.write(connection -> apply(connection, batch));
  }

  /** The same where that may take minutes, since others hold the locks. */
  int applyPatiently(List<Heard> batch) throws SQLException {
    return transactions.writePatiently(connection -> apply(connection, batch));
  }

  private int apply(Connection connection, List<Heard> batch) throws SQLException {
    var gone = customersGone(batch);
    if (gone.isEmpty()) {
      FoldingLocks.besideErasures(connection);
    } else {
      FoldingLocks.alone(connection);
    }
    var stored = FactRows.load(connection, keys(batch));
    if (!gone.isEmpty()) {
      stored.putAll(FactRows.loadOf(connection, gone));
    }
    var known = forgotten(connection, batch);
    var fold = new Fold(stored, known);
    var changes = (int) batch.stream().filter(fold::apply).count();
    save(connection, fold);
    forget(connection, gone, known);
    if (!fold.saidNo().isEmpty()) {
      for (var follower : followers) {
        follower.refused(connection, fold.saidNo());
      }
    }
    for (var event : gone) {
      erased.remember(connection, event);
    }
    return changes;
  }

  private void save(Connection connection, Fold fold) throws SQLException {
    var changes = fold.changes();
    if (changes.isEmpty()) {
      if (!fold.saidNo().isEmpty()) {
        FoldingLocks.counting(connection);
        Reviewers.load(connection, changes, fold.saidNo());
      }
      return;
    }
    if (!FactRows.insert(connection, facts(changes, c -> c.before() == null))) {
      throw new SQLTransientException("another copy wrote one of these reviews first", "40001");
    }
    FactRows.update(connection, facts(changes, c -> c.before() != null));
    tell(After.FACTS, connection, changes);
    var tally = Fold.tally(changes);
    FoldingLocks.counting(connection);
    var reviewers = Reviewers.load(connection, changes, fold.saidNo());
    tell(After.CUSTOMERS, connection, reviewers.ranked(changes));
    reviewers.save(connection, tally);
    CounterRows.add(connection, tally);
    tell(After.COUNTERS, connection, changes);
  }

  private void tell(After after, Connection connection, List<Change> changes) throws SQLException {
    for (var follower : followers) {
      if (follower.after() == after) {
        follower.follow(connection, changes);
      }
    }
  }

  private void forget(Connection connection, List<CustomerErased> gone, Map<String, Instant> known)
      throws SQLException {
    CustomerRows.forget(connection, gone);
    var news = gone.stream().filter(e -> isNews(e, known.get(e.key()))).toList();
    if (!news.isEmpty()) {
      for (var follower : followers) {
        follower.forget(connection, news);
      }
    }
  }

  private static boolean isNews(CustomerErased event, @Nullable Instant known) {
    return known == null || known.isBefore(event.erasedAt());
  }

  private static List<Fact> facts(List<Change> changes, Predicate<Change> which) {
    return changes.stream().filter(which).map(Change::after).toList();
  }

  private Map<String, Instant> forgotten(Connection connection, List<Heard> batch)
      throws SQLException {
    var storefronts = new HashSet<String>();
    var customers = new HashSet<String>();
    for (var heard : batch) {
      if (heard instanceof Heard.Tagged tagged) {
        storefronts.add(tagged.event().review().storefront());
        var customer = Fold.customer(tagged.event().review());
        if (customer != null) {
          customers.add(customer);
        }
      } else if (heard instanceof Heard.CustomerGone gone) {
        storefronts.add(gone.event().storefront());
        customers.add(gone.event().key());
      }
    }
    return erased.find(connection, storefronts, customers);
  }

  private static List<CustomerErased> customersGone(List<Heard> batch) {
    return batch.stream()
        .filter(Heard.CustomerGone.class::isInstance)
        .map(h -> ((Heard.CustomerGone) h).event())
        .toList();
  }

  private static List<Fold.Key> keys(List<Heard> batch) {
    var keys = new HashSet<Fold.Key>();
    for (var heard : batch) {
      switch (heard) {
        case Heard.Tagged t ->
            keys.add(new Fold.Key(t.event().review().storefront(), t.event().review().id()));
        case Heard.ReviewGone g ->
            keys.add(new Fold.Key(g.event().storefront(), g.event().reviewId()));
        case Heard.CaseMoved m ->
            keys.add(new Fold.Key(m.event().storefront(), m.event().reviewId()));
        case Heard.CustomerGone ignored -> {}
      }
    }
    var inOrder = new ArrayList<>(keys);
    inOrder.sort(null);
    return inOrder;
  }
}
