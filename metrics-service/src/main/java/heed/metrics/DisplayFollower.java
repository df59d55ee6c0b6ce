package heed.metrics;

import heed.events.Channel;
import heed.events.Rating;
import heed.metrics.DisplayRows.Decided;
import heed.metrics.Fold.Key;
import heed.metrics.LatestReview.Display;
import heed.metrics.display.DisplayDecider;
import heed.metrics.display.DisplayRule;
import heed.metrics.display.DisplayRules;
import heed.metrics.display.Echo;
import heed.metrics.display.Hold;
import heed.metrics.display.SpamDecider;
import heed.metrics.display.Traits;
import heed.metrics.display.Writing;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides about displaying a review whenever it is written or revised, in the transaction that
 * stores it, and forgets all of it when the review is erased. Most reviews are PENDING and nothing
 * more: they cost no row.
 */
@Singleton
class DisplayFollower implements Follower {
  private final DisplayRuleStore rules;

  DisplayFollower(DisplayRuleStore rules) {
    this.rules = rules;
  }

  @Override
  public After after() {
    return After.FACTS;
  }

  @Override
  public void follow(Connection connection, List<Change> changes) throws SQLException {
    var prints = TextPrints.follow(connection, changes);
    forget(connection, changes);
    var fresh = changes.stream().filter(DisplayFollower::isFresh).toList();
    if (!fresh.isEmpty()) {
      decide(connection, fresh, prints.echoes(connection, fresh));
    }
  }

  /**
   * Written, or revised in what is seen or gone by. One that was sent again with another consent or
   * order stays as it is displayed, and what is said of it elsewhere decides nothing.
   */
  private static boolean isFresh(Change change) {
    var before = change.before() == null ? null : change.before().review();
    var after = change.after().review();
    return after != null && (before == null || !Seen.of(before).equals(Seen.of(after)));
  }

  /** What readers see and rules go by. */
  private record Seen(
      @Nullable String title,
      @Nullable String text,
      Rating.@Nullable Scale scale,
      @Nullable Integer rating,
      String product,
      Channel channel,
      @Nullable String country,
      @Nullable String language,
      boolean verified) {
    static Seen of(LatestReview review) {
      var content = review.content();
      return new Seen(
          content.title(),
          content.text(),
          content.ratingScale(),
          content.ratingValue(),
          content.productId(),
          content.channel(),
          content.country(),
          review.language(),
          content.orderId() != null);
    }
  }

  private static void forget(Connection connection, List<Change> changes) throws SQLException {
    var gone = new ArrayList<Key>();
    var anew = new ArrayList<Key>();
    for (var change : changes) {
      if (change.after().review() == null) {
        if (change.after().erasedRevision() != null) {
          gone.add(key(change.after()));
        }
      } else if (beginsAnew(change)) {
        anew.add(key(change.after()));
      }
    }
    if (!gone.isEmpty()) {
      DisplayRows.forget(connection, gone);
    }
    if (!anew.isEmpty()) {
      DisplayRows.forgetBefore(connection, anew);
    }
    gone.addAll(anew);
    if (!gone.isEmpty()) {
      PublicAnswers.forget(connection, gone);
    }
  }

  /** What was before an erasure is forgotten, and the review that came after it stays. */
  private static boolean beginsAnew(Change change) {
    var before = change.before() == null ? null : change.before().review();
    var after = change.after().review();
    return before != null
        && after != null
        && after.place().firstReceivedAt().isAfter(before.place().firstReceivedAt());
  }

  private void decide(Connection connection, List<Change> fresh, Map<Key, Echo> echoes)
      throws SQLException {
    var inForce = rules.inForce(connection).rules();
    var now = DisplayRuleStore.now(connection);
    var revised = fresh.stream().filter(DisplayFollower::isRevision).map(c -> key(c.after()));
    var states = DisplayRows.load(connection, revised.toList());
    var decided = new ArrayList<Decided>();
    var shown = new ArrayList<Decided>();
    for (var change : fresh) {
      var state = states.get(key(change.after()));
      var next = decide(change.after(), state, inForce, echoes, now);
      if (next == null) {
        continue;
      }
      decided.add(next);
      if (next.display() != display(change.after())) {
        shown.add(next);
      }
    }
    DisplayRows.save(connection, decided.stream().map(Decided::state).toList());
    DisplayRows.show(connection, shown);
    DisplayRows.record(
        connection, decided.stream().filter(d -> d.state().reason() != null).toList());
  }

  private static boolean isRevision(Change change) {
    return change.before() != null && change.before().review() != null;
  }

  /** What is to be written of a review; null if it is PENDING and there is no more to say. */
  static @Nullable Decided decide(
      Fact fact,
      @Nullable DisplayState state,
      DisplayRules rules,
      Map<Key, Echo> echoes,
      Instant now) {
    var review = java.util.Objects.requireNonNull(fact.review());
    var key = key(fact);
    var writing = new Writing(review.content().title(), review.content().text(), review.language());
    var suspicions = SpamDecider.decide(writing, echoes.getOrDefault(key, Echo.NONE));
    var spoken = state != null && state.waitsForPerson() && review.display() != Display.PUBLISHED;
    var plan = DisplayDecider.decide(rules, traits(fact, review), suspicions, spoken);
    if (plan.isPlain() && state == null && review.display() == Display.PENDING) {
      return null;
    }
    var publishes = plan.publishes(now);
    return new Decided(
        publishes ? Display.PUBLISHED : Display.PENDING,
        new DisplayState(
            key,
            plan.held(),
            plan.rule(),
            publishes ? null : plan.publishAt(),
            reason(plan, publishes, review.display()),
            null,
            now));
  }

  /** What the history says; null if nothing happened that anybody would look for. */
  private static @Nullable String reason(
      DisplayDecider.Plan plan, boolean publishes, Display before) {
    if (publishes) {
      return "rule: " + plan.rule();
    }
    if (!plan.held().isEmpty()) {
      return "held: " + plan.held().stream().map(Hold::name).collect(Collectors.joining(", "));
    }
    return before == Display.PENDING ? null : "revised";
  }

  static Traits traits(Fact fact, LatestReview review) {
    var content = review.content();
    return new Traits(
        fact.storefront(),
        content.productId(),
        content.channel().name(),
        content.country(),
        DisplayRule.primary(review.language()),
        content.orderId() != null,
        review.receivedAt());
  }

  private static Display display(Fact fact) {
    return java.util.Objects.requireNonNull(fact.review()).display();
  }

  private static Key key(Fact fact) {
    return new Key(fact.storefront(), fact.reviewId());
  }
}
