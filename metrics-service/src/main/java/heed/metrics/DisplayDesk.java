package heed.metrics;

import heed.door.Caller;
import heed.door.Refusal;
import heed.metrics.DisplayRows.Decided;
import heed.metrics.Fold.Key;
import heed.metrics.LatestReview.Display;
import heed.metrics.display.Hold;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people decide about displaying reviews; each decision is recorded, also one that repeats.
 */
@Singleton
class DisplayDesk {
  /** The offset keeps the planner from looking through all storefronts at once instead. */
  static final String WHERE =
      Storefronts.WITH_KNOWN
          + "select r.storefront, r.review_id from known join lateral (select f.storefront, f.review_id"
          + " from reviews f where f.storefront = known.storefront and f.review_id = any (?::uuid[])"
          + " and f.revision is not null offset 0) r on true";

  private final Transactions transactions;

  DisplayDesk(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * How a review is displayed, and why.
   *
   * @param held why no rule publishes it
   * @param by who decided last: a key's name or {@code heed}; null if nobody has
   */
  record Shown(
      UUID id,
      Display display,
      Set<Hold> held,
      @Nullable String rule,
      @Nullable Instant publishAt,
      @Nullable String reason,
      @Nullable String by,
      @Nullable Instant at,
      List<DisplayRows.Entry> history) {}

  /**
   * What became of several.
   *
   * @param unchanged those that were displayed so before; that it was said again is recorded
   */
  record Outcome(int changed, int unchanged, List<UUID> notFound) {}

  /**
   * @throws Refusal 404 if there is none, or it is another storefront's
   */
  Shown show(Caller caller, UUID id) {
    return transactions.read(connection -> show(connection, one(connection, caller, id)));
  }

  /**
   * @throws Refusal 404 as well
   */
  Shown decide(Caller caller, UUID id, Display display, @Nullable String reason) {
    return write(
        connection -> {
          var key = one(connection, caller, id);
          if (decide(connection, Set.of(key), display, reason, caller.name()).isEmpty()) {
            throw missing();
          }
          return show(connection, key);
        });
  }

  /** Decides about several at once; ids that are not there, or another storefront's, are told. */
  Outcome decide(Caller caller, Set<UUID> ids, Display display, @Nullable String reason) {
    return write(
        connection -> {
          var keys = keys(connection, caller, ids);
          var before = decide(connection, keys, display, reason, caller.name());
          var same = (int) before.values().stream().filter(was -> was == display).count();
          var found = before.keySet().stream().map(Key::reviewId).toList();
          return new Outcome(
              before.size() - same, same, ids.stream().filter(i -> !found.contains(i)).toList());
        });
  }

  /** Writes the decision; answers how each of them was displayed before. */
  private static Map<Key, Display> decide(
      Connection connection,
      Collection<Key> keys,
      Display display,
      @Nullable String reason,
      String by)
      throws SQLException {
    var before = new TreeMap<Key, Display>();
    FactRows.load(connection, List.copyOf(keys))
        .forEach(
            (key, fact) -> {
              if (fact.review() != null) {
                before.put(key, fact.review().display());
              }
            });
    var now = DisplayRuleStore.now(connection);
    var decided = new ArrayList<Decided>();
    for (var key : before.keySet()) {
      decided.add(
          new Decided(display, new DisplayState(key, Set.of(), null, null, reason, by, now)));
    }
    DisplayRows.save(connection, decided.stream().map(Decided::state).toList());
    DisplayRows.show(
        connection,
        decided.stream().filter(d -> before.get(d.state().review()) != display).toList());
    DisplayRows.record(connection, decided);
    return before;
  }

  private static Shown show(Connection connection, Key key) throws SQLException {
    var display = display(connection, key);
    var state = DisplayRows.load(connection, List.of(key)).get(key);
    var history = DisplayRows.history(connection, key);
    if (state == null) {
      return new Shown(key.reviewId(), display, Set.of(), null, null, null, null, null, history);
    }
    return new Shown(
        key.reviewId(),
        display,
        state.held(),
        state.rule(),
        state.publishAt(),
        state.reason(),
        state.by() == null ? "heed" : state.by(),
        state.at(),
        history);
  }

  private static Display display(Connection connection, Key key) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select display from reviews where storefront = ? and review_id = ?"
                + " and revision is not null")) {
      new Sql(connection, statement).arg(key.storefront()).arg(key.reviewId());
      try (var rows = statement.executeQuery()) {
        if (rows.next()) {
          return Display.valueOf(rows.getString(1));
        }
        throw missing();
      }
    }
  }

  private static Key one(Connection connection, Caller caller, UUID id) throws SQLException {
    return keys(connection, caller, Set.of(id)).stream()
        .findFirst()
        .orElseThrow(DisplayDesk::missing);
  }

  private static List<Key> keys(Connection connection, Caller caller, Set<UUID> ids)
      throws SQLException {
    try (var statement = connection.prepareStatement(WHERE)) {
      new Sql(connection, statement).array("uuid", ids);
      try (var rows = statement.executeQuery()) {
        var keys = new ArrayList<Key>();
        while (rows.next()) {
          var key = new Key(rows.getString(1), rows.getObject(2, UUID.class));
          if (caller.mayUse(key.storefront())) {
            keys.add(key);
          }
        }
        return keys;
      }
    }
  }

  private <T> T write(Transactions.Work<T> work) {
    try {
      return transactions.write(work);
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }

  private static Refusal missing() {
    return Refusal.notFound("there is no review with this id; it may have been erased");
  }
}
