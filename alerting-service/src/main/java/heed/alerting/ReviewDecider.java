package heed.alerting;

import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.Ids;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tagged review does: it opens a case, revises one, or nothing. Whoever asks has made sure
 * that the revision is newer than every one seen before.
 *
 * @param routing in force: it decides about cases that open, and about no other
 * @param version of the routing
 * @param maxAge an import, or a review of another platform, submitted longer ago than this opens no
 *     case
 * @param competitors storefronts whose customers are not ours to answer: they open no case
 */
record ReviewDecider(Routing routing, int version, Duration maxAge, Set<String> competitors) {

  /**
   * The case that a review without one opens; null if it opens none.
   *
   * @param past the last event and cycle of an erased case of the same review, zero if none
   */
  @Nullable Decision open(ReviewTagged tagged, Past past, Instant now) {
    var review = tagged.review();
    var startedAt = review.receivedAt().isBefore(now) ? review.receivedAt() : now;
    if (!tagged.tags().callForCase()
        || oldImport(review, startedAt)
        || competitors.contains(review.storefront())) {
      return null;
    }
    var route = RoutingDecider.decide(routing, version, Traits.of(tagged));
    var opened =
        new Case(
            Ids.caseOf(review.id()),
            tagged,
            FirstResponse.start(route.policy(), startedAt),
            LaterClocks.start(route.policy(), startedAt),
            new Pinned(version, route.rule(), route.priority()),
            Handling.open(route.team()),
            past.sequence(),
            past.cycle() + 1,
            1,
            now,
            now);
    var story = Story.opening(opened, now);
    story.tell(Story.HEED, openedFact(tagged, route), opened);
    return story.end();
  }

  /** What is left of an erased case: its numbers go on if the review is ever posted again. */
  record Past(long sequence, int cycle, @Nullable Instant erasedAt) {
    static final Past NONE = new Past(0, 0, null);

    /** True for what was said before the erasure, in whatever order and however often it comes. */
    boolean refuses(Review review) {
      return erasedAt != null && !review.receivedAt().isAfter(erasedAt);
    }
  }

  /** What a newer revision does to the case of its review. */
  Decision revise(Case before, ReviewTagged tagged, Instant now) {
    if (withoutContact(before.content().review()).sameContentAs(withoutContact(tagged.review()))) {
      var tags = before.content().tags();
      var same = new ReviewTagged(tagged.review(), tagged.revision(), tags);
      return new Decision(before.content(same), List.of());
    }
    var story = Story.of(before, now);
    var revised = revised(story.current().content(tagged), story.now());
    story.tell(
        Story.CUSTOMER,
        new CaseFact.CaseRevised(tagged.revision(), tagged.review().rating()),
        revised,
        words(tagged.review()));
    recover(story, before);
    reopenOrCancel(story);
    story.become(story.current().nextVersion());
    return story.end();
  }

  /** Still unhappy after an answer: it calls for another one. */
  private static Case revised(Case now, Instant at) {
    var again = now.handling().status() == Status.ANSWERED && now.content().tags().callForCase();
    return again ? now.calledAgain(at) : now;
  }

  /**
   * A contact may be sealed anew each time, and what may be done on a platform may change: that
   * alone is no revision, but the newest is kept.
   */
  private static Review withoutContact(Review r) {
    var customer = r.customer() == null ? null : new Customer(r.customer().id(), null);
    return new Review(
        r.id(),
        r.storefront(),
        r.externalId(),
        r.product(),
        r.order(),
        customer,
        r.channel(),
        r.rating(),
        r.survey(),
        r.title(),
        r.text(),
        r.language(),
        r.country(),
        r.submittedAt(),
        r.receivedAt());
  }

  /** The case of a review that is erased: a clock that runs ends, what was decided stays. */
  static Decision erase(Case before, Instant now) {
    var story = Story.of(before, now);
    cancel(story, CaseFact.CancelReason.ERASED, Story.HEED);
    return story.end();
  }

  private static void recover(Story story, Case before) {
    var now = story.current();
    var rating = now.content().review().rating();
    var from = before.handling().answeredRating();
    if (rating != null && from != null && now.handling().recoversWith(rating)) {
      story.tell(
          Story.CUSTOMER,
          new CaseFact.CaseRecovered(from, rating),
          now.handling(now.handling().recovered()));
    }
  }

  private static void reopenOrCancel(Story story) {
    var now = story.current();
    var handling = now.handling();
    if (now.content().tags().callForCase()) {
      if (!handling.live()) {
        story.tell(
            Story.CUSTOMER,
            new CaseFact.CaseReopened(cause(now.content().tags())),
            now.calledAgain(story.now()));
      }
    } else if (handling.unanswered() && now.response().status(story.now()) != SlaStatus.BREACHED) {
      cancel(story, CaseFact.CancelReason.NO_LONGER_NEGATIVE, Story.CUSTOMER);
    }
  }

  private static void cancel(Story story, CaseFact.CancelReason reason, String by) {
    var now = story.current();
    story.tell(
        by, new CaseFact.CaseCancelled(reason), now.ended(Resolution.End.CANCELLED, story.now()));
  }

  /** What is brought over, by file or from another platform, may be years old. */
  private boolean oldImport(Review review, Instant startedAt) {
    var submittedAt = review.submittedAt();
    return (review.channel() == Channel.IMPORT || review.source() != null)
        && submittedAt != null
        && submittedAt.isBefore(startedAt.minus(maxAge));
  }

  private static CaseFact openedFact(ReviewTagged tagged, Route route) {
    var review = tagged.review();
    return new CaseFact.CaseOpened(
        cause(tagged.tags()),
        tagged.revision(),
        review.product().id(),
        language(tagged),
        review.country(),
        review.channel(),
        review.rating(),
        route.team(),
        route.priority().name());
  }

  /** The language that was recognised, else the one the storefront named. */
  static @Nullable String language(ReviewTagged tagged) {
    var recognised = tagged.tags().language();
    return recognised == null ? tagged.review().language() : recognised.code();
  }

  private static CaseFact.Cause cause(Tags tags) {
    var sentiment = tags.sentiment();
    return sentiment != null && sentiment.label() == Tags.Label.NEGATIVE
        ? CaseFact.Cause.NEGATIVE
        : CaseFact.Cause.MISMATCH;
  }

  private static Map<String, String> words(Review review) {
    var words = new LinkedHashMap<String, String>();
    if (review.title() != null) {
      words.put("title", review.title());
    }
    if (review.text() != null) {
      words.put("text", review.text());
    }
    return words;
  }
}
