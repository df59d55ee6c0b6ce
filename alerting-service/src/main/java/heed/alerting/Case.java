package heed.alerting;

import heed.events.CaseChanged;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.ReviewTagged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One case as it stands: the review it is about, its clocks and what people have made of it.
 *
 * @param content the latest revision of the review, with its tags
 * @param clock of the first response
 * @param pinned what was decided at the opening and never changes
 * @param sequence of the last event told, gap-free from 1
 * @param cycle 1 from the opening on, one more whenever an answer is called for again
 * @param version grows with acts of people and revisions by the customer, not with the clock
 * @param changedAt of the last event; time never runs backwards in a case
 */
record Case(
    UUID id,
    ReviewTagged content,
    FirstResponse clock,
    LaterClocks later,
    Pinned pinned,
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

  /** The clock of the answer that this cycle waits for. */
  FirstResponse response() {
    var next = later.nextResponse();
    return next == null ? clock : next.clock(clock.policy());
  }

  /**
   * When somebody has to act next: the soonest due time of the answers that are waited for, late or
   * not; if none is, that of a resolution that runs. Where no clock runs the first response keeps
   * the case its place.
   */
  Instant nextDueAt() {
    return Stream.of(clock, response())
        .filter(FirstResponse::runs)
        .map(FirstResponse::dueAt)
        .min(Comparator.naturalOrder())
        .orElseGet(this::dueWithoutAnswer);
  }

  private Instant dueWithoutAnswer() {
    var resolution = later.resolution();
    return resolution == null || resolution.pausedAt() != null
        ? clock.dueAt()
        : resolution.dueAt(clock.policy());
  }

  /** All marks ahead, soonest first: of the clocks, of the escalation, of an acknowledgement. */
  List<Mark> marksAhead() {
    var marks = new ArrayList<>(clock.marksAhead());
    marks.addAll(nextResponseMarks());
    marks.addAll(resolutionMarks());
    marks.addAll(Escalation.marksAhead(this));
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

  List<Mark> nextResponseMarks() {
    var next = later.nextResponse();
    return next == null ? List.of() : next.marksAhead(clock.policy());
  }

  List<Mark> resolutionMarks() {
    var resolution = later.resolution();
    return resolution == null ? List.of() : resolution.marksAhead(clock.policy());
  }

  @Nullable Mark acknowledgementEnds() {
    var acknowledged = handling.acknowledged();
    if (acknowledged == null) {
      return null;
    }
    return new Mark(
        "unacknowledged-" + acknowledged.sequence(),
        acknowledged.touchedAt().plus(clock.policy().acknowledgeTimeout()),
        new CaseFact.CaseUnacknowledged());
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
    return new Case(
        id, next, clock, later, pinned, handling, sequence, cycle, version, openedAt, changedAt);
  }

  Case clock(FirstResponse next) {
    return new Case(
        id, content, next, later, pinned, handling, sequence, cycle, version, openedAt, changedAt);
  }

  Case handling(Handling next) {
    return new Case(
        id, content, clock, later, pinned, next, sequence, cycle, version, openedAt, changedAt);
  }

  Case later(LaterClocks next) {
    return new Case(
        id, content, clock, next, pinned, handling, sequence, cycle, version, openedAt, changedAt);
  }

  /** A public answer by a person: it ends what waits for one, and waits for the customer. */
  Case answered(Instant at) {
    return clock(clock.answered(at))
        .later(later.answered(at))
        .handling(handling.answered(content.review().rating()));
  }

  /** The end, with or without an answer. */
  Case ended(Resolution.End how, Instant at) {
    return clock(clock.stopped(at))
        .later(later.ended(how, at))
        .handling(
            handling.status(how == Resolution.End.RESOLVED ? Status.RESOLVED : Status.CANCELLED));
  }

  /** An answer is called for again: a new cycle, which never breaches at once. */
  Case calledAgain(Instant at) {
    return new Case(
        id,
        content,
        clock,
        later.calledAgain(cycle + 1, at),
        pinned,
        handling.status(Status.OPEN),
        sequence,
        cycle + 1,
        version,
        openedAt,
        changedAt);
  }

  Case nextVersion() {
    return new Case(
        id,
        content,
        clock,
        later,
        pinned,
        handling,
        sequence,
        cycle,
        version + 1,
        openedAt,
        changedAt);
  }

  Case nextEvent(Instant at) {
    return new Case(
        id, content, clock, later, pinned, handling, sequence + 1, cycle, version, openedAt, at);
  }
}
