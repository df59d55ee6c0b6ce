package heed.alerting;

import heed.events.CaseChanged;
import heed.events.CaseFact;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.ReviewTagged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One case as it stands: the review it is about, its clock and what people have made of it.
 *
 * @param content the latest revision of the review, with its tags
 * @param sequence of the last event told, gap-free from 1
 * @param cycle 1 from the opening on, one more per reopening
 * @param version grows with acts of people and revisions by the customer, not with the clock
 * @param changedAt of the last event; time never runs backwards in a case
 */
record Case(
    UUID id,
    ReviewTagged content,
    FirstResponse clock,
    Handling handling,
    long sequence,
    int cycle,
    int version,
    Instant openedAt,
    Instant changedAt) {

  String storefront() {
    return content.review().storefront();
  }

  UUID reviewId() {
    return content.review().id();
  }

  /** The marks ahead, soonest first: those of the clock and the end of an acknowledgement. */
  List<Mark> marksAhead() {
    var marks = new ArrayList<>(clock.marksAhead());
    var timeout = acknowledgementEnds();
    if (timeout != null) {
      marks.add(timeout);
    }
    marks.sort(Comparator.comparing(Mark::dueAt));
    return marks;
  }

  /** When the clock has to be looked at next; null if never. */
  @Nullable Instant nextMarkAt() {
    var marks = marksAhead();
    return marks.isEmpty() ? null : marks.getFirst().dueAt();
  }

  @Nullable Mark acknowledgementEnds() {
    var acknowledged = handling.acknowledged();
    if (acknowledged == null) {
      return null;
    }
    return new Mark(
        "unacknowledged-" + acknowledged.sequence(),
        acknowledged.touchedAt().plus(clock.policy().acknowledgeTimeout()),
        EventType.CASE_UNACKNOWLEDGED,
        1);
  }

  /** The event that tells a fact, with where the case stands after it. */
  CaseChanged event(Instant at, String by, CaseFact fact) {
    return new CaseChanged(
        id,
        reviewId(),
        storefront(),
        sequence,
        cycle,
        at,
        by,
        handling.status(),
        clock.asOf(at),
        handling.recovery(),
        fact);
  }

  /** A case is told of by derived ids, so that whoever repeats a fact repeats its id. */
  UUID factId(EventType type, @Nullable Mark mark) {
    return Ids.fact(id, type, mark == null ? "sequence " + sequence : cycle + " " + mark.name());
  }

  Case content(ReviewTagged next) {
    return new Case(id, next, clock, handling, sequence, cycle, version, openedAt, changedAt);
  }

  Case clock(FirstResponse next) {
    return new Case(id, content, next, handling, sequence, cycle, version, openedAt, changedAt);
  }

  Case handling(Handling next) {
    return new Case(id, content, clock, next, sequence, cycle, version, openedAt, changedAt);
  }

  Case nextCycle() {
    return new Case(
        id, content, clock, handling, sequence, cycle + 1, version, openedAt, changedAt);
  }

  Case nextVersion() {
    return new Case(
        id, content, clock, handling, sequence, cycle, version + 1, openedAt, changedAt);
  }

  Case nextEvent(Instant at) {
    return new Case(id, content, clock, handling, sequence + 1, cycle, version, openedAt, at);
  }
}
