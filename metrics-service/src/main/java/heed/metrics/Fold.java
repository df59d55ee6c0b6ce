package heed.metrics;

import heed.events.CustomerErased;
import heed.events.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a batch changes, from what is stored of everything it touches. It knows no database;
 * who runs it holds the locks.
 */
final class Fold {
  /** Which fact, in locking order. */
  record Key(String storefront, UUID reviewId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var byStorefront = storefront.compareTo(other.storefront);
      return byStorefront == 0 ? reviewId.compareTo(other.reviewId) : byStorefront;
    }
  }

  private final Map<Key, Fact> before;
  private final Map<Key, Fact> now;
  private final Map<String, Instant> forgotten;
  private final Map<String, SaidNo> saidNo = new TreeMap<>();

  /**
   * @param stored the facts of every key the batch names, and of every customer it erases
   * @param forgotten when customers of the batch were erased, by {@link CustomerErased#key}
   */
  Fold(Map<Key, Fact> stored, Map<String, Instant> forgotten) {
    this.before = stored;
    this.now = new HashMap<>(stored);
    this.forgotten = new HashMap<>(forgotten);
  }

  /** True if the event changed anything. */
  boolean apply(Heard heard) {
    return switch (heard) {
      case Heard.Tagged tagged -> {
        var review = tagged.event().review();
        var at = forgottenAt(review);
        var changed = replace(review.storefront(), review.id(), f -> f.tagged(tagged.event(), at));
        if (changed) {
          hearNo(review);
        }
        yield changed;
      }
      case Heard.ReviewGone gone ->
          replace(
              gone.event().storefront(),
              gone.event().reviewId(),
              f -> f.erased(gone.revision(), gone.event().erasedAt()));
      case Heard.CaseMoved moved ->
          replace(
              moved.event().storefront(), moved.event().reviewId(), f -> f.moved(moved.event()));
      case Heard.CustomerGone gone -> forget(gone.event());
    };
  }

  /** The facts that are not what they were, in locking order. */
  List<Fact> changed() {
    return changes().stream().map(Change::after).toList();
  }

  /** The same, beside what they were. */
  List<Change> changes() {
    var keys = now.keySet().toArray(Key[]::new);
    Arrays.sort(keys);
    var changes = new ArrayList<Change>(keys.length);
    for (var key : keys) {
      var was = before.get(key);
      var is = Objects.requireNonNull(now.get(key), "a key of the map");
      if (!is.equals(was)) {
        changes.add(new Change(was, is));
      }
    }
    return changes;
  }

  /**
   * Who said no in any revision that was accepted, the latest of each; also where another revision
   * or an erasure of the review followed.
   */
  List<SaidNo> saidNo() {
    return List.copyOf(saidNo.values());
  }

  private void hearNo(Review review) {
    var name = customer(review);
    var customer = review.customer();
    if (name == null || customer == null || !Boolean.FALSE.equals(customer.consent())) {
      return;
    }
    var fact = now.get(new Key(review.storefront(), review.id()));
    var id = customer.id();
    if (fact != null && id != null && fact.isOf(review.storefront(), id)) {
      saidNo.merge(
          name,
          new SaidNo(review.storefront(), id, review.receivedAt()),
          (one, other) -> other.at().isAfter(one.at()) ? other : one);
    }
  }

  /** What all of it comes to in the counters. */
  static Tally tally(List<Change> changes) {
    var tally = new Tally();
    for (var change : changes) {
      var after = change.after();
      var before = change.before();
      tally.replace(
          before == null ? Fact.unknown(after.storefront(), after.reviewId()) : before, after);
    }
    return tally;
  }

  private interface Edit {
    Fact of(Fact fact);
  }

  private boolean replace(String storefront, UUID reviewId, Edit edit) {
    var key = new Key(storefront, reviewId);
    var known = now.get(key);
    var was = known == null ? Fact.unknown(storefront, reviewId) : known;
    var is = edit.of(was);
    now.put(key, is);
    return !is.equals(was);
  }

  private boolean forget(CustomerErased event) {
    var known = forgotten.get(event.key());
    if (known == null || known.isBefore(event.erasedAt())) {
      forgotten.put(event.key(), event.erasedAt());
    }
    saidNo.computeIfPresent(
        event.key(), (key, no) -> no.at().isAfter(event.erasedAt()) ? no : null);
    var any = known == null || known.isBefore(event.erasedAt());
    for (var fact : List.copyOf(now.values())) {
      if (fact.isOf(event.storefront(), event.customerId())) {
        any |= replace(fact.storefront(), fact.reviewId(), f -> f.forgotten(event.erasedAt()));
      }
    }
    return any;
  }

  private @Nullable Instant forgottenAt(Review review) {
    var customer = customer(review);
    return customer == null ? null : forgotten.get(customer);
  }

  /** The customer of a review as {@link CustomerErased#key} names him; null for a guest. */
  static @Nullable String customer(Review review) {
    var customer = review.customer();
    return customer == null || customer.id() == null
        ? null
        : new CustomerErased(review.storefront(), customer.id(), Instant.EPOCH, null).key();
  }
}
