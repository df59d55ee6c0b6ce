package heed.alerting;

import heed.alerting.BesideCases.ReviewedOrder;
import heed.alerting.Guards.Key;
import heed.events.Review;
import heed.eyes.Traces;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Applies what came on the stream. One transaction holds the revision guard, the cases, their
 * clocks and the outgoing events, so whatever is redelivered changes nothing.
 */
@Singleton
class StreamBatch {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** One event can concern thousands of cases: an erasure of whom a shop calls all its guests. */
  private static final Duration LIMIT_ALONE = Duration.ofMinutes(10);

  private final Transactions transactions;
  private final Guards guards;
  private final RoutingStore routing;
  private final Erasures erasures;
  private final Consents consents;
  private final Contacts contacts;
  private final Meters meters;
  private final Traces traces;
  private final List<BesideCases> beside;

  StreamBatch(
      Transactions transactions,
      Guards guards,
      RoutingStore routing,
      Erasures erasures,
      Consents consents,
      Contacts contacts,
      Meters meters,
      Traces traces,
      @All List<BesideCases> beside) {
    this.transactions = transactions;
    this.guards = guards;
    this.routing = routing;
    this.erasures = erasures;
    this.consents = consents;
    this.contacts = contacts;
    this.meters = meters;
    this.traces = traces;
    this.beside = beside;
  }

  /** Applies all of them, or none. */
  void apply(List<FromStream> batch) {
    var tally = new HashMap<String, Integer>();
    transactions.call(
        batch.size() == 1 ? LIMIT_ALONE : LIMIT,
        connection -> {
          tally.clear();
          guards.enter(
              connection, batch.stream().anyMatch(FromStream.CustomerGone.class::isInstance));
          var decider = routing.decider(connection);
          var orders = new ArrayList<ReviewedOrder>();
          for (var wave : Waves.of(batch)) {
            orders.addAll(apply(connection, wave, decider, tally));
          }
          reviewed(connection, orders);
          return tally;
        });
    meters.applied(tally);
  }

  /** Answers which orders the wave's reviews are of. */
  private List<ReviewedOrder> apply(
      Connection connection,
      List<FromStream> wave,
      ReviewDecider decider,
      Map<String, Integer> tally)
      throws SQLException {
    if (wave.getFirst() instanceof FromStream.CustomerGone gone) {
      count(tally, "customer_erased", 1);
      count(tally, "erased", erasures.customer(connection, gone.event()));
      for (var feature : beside) {
        feature.erased(connection, gone.event());
      }
      return List.of();
    }
    var refused = refused(connection, wave);
    count(tally, "refused", refused.size());
    var newer = guards.newer(connection, wave.stream().map(StreamBatch::revision).toList());
    var cases = casesOf(connection, newer.keySet());
    var outcome = new Outcome(newer, cases, decider, tally);
    var now = Transactions.now(connection);
    for (var item : wave) {
      if (refused.contains(key(item))) {
        outcome.forget(item, now);
      } else if (newer.containsKey(key(item))) {
        outcome.decide(item, now);
      } else {
        count(tally, "repeated", 1);
      }
    }
    outcome.hearAgain(repeated(connection, wave, newer.keySet(), refused));
    outcome.save(connection);
    return ReviewedOrders.of(wave, item -> refused.contains(key(item)));
  }

  /** The newest revisions, heard once more. */
  private List<Review> repeated(
      Connection connection, List<FromStream> wave, Set<Key> newer, Set<Key> refused)
      throws SQLException {
    var again = new HashMap<Key, FromStream.Tagged>();
    for (var item : wave) {
      if (item instanceof FromStream.Tagged tagged
          && !newer.contains(key(item))
          && !refused.contains(key(item))) {
        again.put(key(item), tagged);
      }
    }
    var same = guards.same(connection, again.values().stream().map(t -> revision(t)).toList());
    var reviews = new ArrayList<Review>();
    same.forEach(
        (key, past) -> {
          var review = Objects.requireNonNull(again.get(key)).event().review();
          if (!past.refuses(review)) {
            reviews.add(review);
          }
        });
    return reviews;
  }

  /**
   * Once for all waves: whoever locks orders does so in their order, or two wait for each other.
   */
  private void reviewed(Connection connection, List<ReviewedOrder> orders) throws SQLException {
    if (!orders.isEmpty()) {
      for (var feature : beside) {
        feature.reviewed(connection, orders);
      }
    }
  }

  /** The reviews of the wave that somebody forgotten wrote before the erasure. */
  private Set<Key> refused(Connection connection, List<FromStream> wave) throws SQLException {
    var reviews = new ArrayList<Review>();
    for (var item : wave) {
      if (item instanceof FromStream.Tagged tagged) {
        reviews.add(tagged.event().review());
      }
    }
    var forgotten = guards.forgotten(connection, reviews);
    var refused = new HashSet<Key>();
    for (var review : reviews) {
      var erasedAt = forgotten.get(String.valueOf(guards.pseudonym(review)));
      if (erasedAt != null && !review.receivedAt().isAfter(erasedAt)) {
        refused.add(new Key(review.storefront(), review.id()));
      }
    }
    return refused;
  }

  private static Guards.Revision revision(FromStream item) {
    return new Guards.Revision(
        key(item),
        switch (item) {
          case FromStream.Tagged tagged -> tagged.event().revision();
          case FromStream.ReviewGone gone -> gone.revision();
          case FromStream.CustomerGone ignored -> throw new IllegalStateException("has none");
        });
  }

  private static Key key(FromStream item) {
    return switch (item) {
      case FromStream.Tagged tagged ->
          new Key(tagged.event().review().storefront(), tagged.event().review().id());
      case FromStream.ReviewGone gone ->
          new Key(gone.event().storefront(), gone.event().reviewId());
      case FromStream.CustomerGone ignored -> throw new IllegalStateException("has none");
    };
  }

  private static Map<Key, Case> casesOf(Connection connection, Set<Key> keys) throws SQLException {
    var cases = new HashMap<Key, Case>();
    if (keys.isEmpty()) {
      return cases;
    }
    var ordered = List.copyOf(keys);
    try (var statement =
        connection.prepareStatement(
            """
            select c.* from cases c join unnest(?::text[], ?::uuid[]) as r (storefront, review_id)
              using (storefront, review_id)
            order by c.storefront, c.id for update of c
            """)) {
      statement.setArray(
          1, Guards.texts(connection, ordered.stream().map(Key::storefront).toList()));
      statement.setArray(2, Guards.texts(connection, ordered.stream().map(Key::reviewId).toList()));
      try (var rows = statement.executeQuery()) {
        CaseRows.read(rows).forEach(c -> cases.put(new Key(c.storefront(), c.reviewId()), c));
      }
    }
    return cases;
  }

  private static void count(Map<String, Integer> tally, String outcome, int n) {
    tally.merge(outcome, n, Integer::sum);
  }

  /** What a wave comes to, gathered for a few statements over all its cases. */
  private final class Outcome {
    private final Map<Key, ReviewDecider.Past> past;
    private final Map<Key, Case> cases;
    private final ReviewDecider decider;
    private final Map<String, Integer> tally;
    private final List<Case> opened = new ArrayList<>();
    private final List<Case> changed = new ArrayList<>();
    private final Set<Key> otherGuests = new HashSet<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Decision> erased = new ArrayList<>();
    private final List<FromStream.ReviewGone> gone = new ArrayList<>();
    private final List<Review> said = new ArrayList<>();

    Outcome(
        Map<Key, ReviewDecider.Past> past,
        Map<Key, Case> cases,
        ReviewDecider decider,
        Map<String, Integer> tally) {
      this.past = past;
      this.cases = cases;
      this.decider = decider;
      this.tally = tally;
    }

    /** Had it come before the erasure, the case would have been the customer's, and gone. */
    void forget(FromStream item, Instant now) {
      var before = cases.get(key(item));
      if (before != null) {
        count(tally, "erased", 1);
        erased.add(ReviewDecider.erase(before, now));
      }
    }

    void decide(FromStream item, Instant now) {
      var before = cases.get(key(item));
      switch (item) {
        case FromStream.Tagged tagged
            when past.getOrDefault(key(item), ReviewDecider.Past.NONE)
                .refuses(tagged.event().review()) ->
            count(tally, "refused", 1);
        case FromStream.Tagged tagged when before == null -> {
          said.add(tagged.event().review());
          var numbers = past.getOrDefault(key(item), ReviewDecider.Past.NONE);
          var decision = decider.open(tagged.event(), numbers, now);
          if (decision == null) {
            count(tally, "no_case", 1);
          } else {
            count(tally, "opened", 1);
            opened.add(decision.after());
            tell(decision);
          }
        }
        case FromStream.Tagged tagged -> {
          said.add(tagged.event().review());
          var decision = decider.revise(before, tagged.event(), now);
          count(tally, decision.told().isEmpty() ? "unchanged" : "revised", 1);
          changed.add(decision.after());
          if (contacts.otherGuest(before.content().review(), tagged.event().review())) {
            otherGuests.add(key(item));
          }
          tell(decision);
        }
        case FromStream.ReviewGone gone -> {
          count(tally, "erased", 1);
          this.gone.add(gone);
          if (before != null) {
            erased.add(ReviewDecider.erase(before, now));
          }
        }
        case FromStream.CustomerGone ignored -> throw new IllegalStateException("is a wave alone");
      }
    }

    /** What they say of consent counts, also if a release that kept none of it heard them first. */
    void hearAgain(List<Review> reviews) {
      said.addAll(reviews);
    }

    /** The case's id ties the trace to what is told of it later: the outbox knows no traces. */
    private void tell(Decision decision) {
      told.addAll(decision.told());
      for (var one : decision.told()) {
        traces.followed(
            one.event().reviewId().toString(),
            one.event().type().shortName(),
            Map.of("heed.case.id", one.event().caseId().toString()));
      }
    }

    void save(Connection connection) throws SQLException {
      CaseRows.insert(connection, opened);
      CaseRows.updateContent(connection, changed, otherGuests);
      CaseRows.update(connection, changed);
      Journal.write(connection, told);
      erasures.cases(connection, erased);
      consents.said(connection, said);
      consents.unsaid(connection, gone.stream().map(g -> key(g)).toList());
      for (var review : gone) {
        guards.erased(connection, key(review), review.event().erasedAt());
      }
    }
  }
}
