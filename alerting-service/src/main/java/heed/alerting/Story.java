package heed.alerting;

import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Tells what happens to one case, event by event. Every story begins with the marks of the clock
 * that are due, so that a late answer is never told before the breach it comes after.
 */
final class Story {
  static final String CLOCK = "clock";
  static final String CUSTOMER = "customer";
  static final String HEED = "heed";

  private final Instant now;
  private final List<Told> told = new ArrayList<>();
  private Case current;

  private Story(Case current, Instant now) {
    this.current = current;
    this.now = now.isBefore(current.changedAt()) ? current.changedAt() : now;
  }

  /** Goes on with a case: what its clock has to tell comes first. */
  static Story of(Case current, Instant now) {
    var story = new Story(current, now);
    story.tellDueMarks();
    return story;
  }

  /** Begins with a case that has not been told of yet. */
  static Story opening(Case current, Instant now) {
    return new Story(current, now);
  }

  Case current() {
    return current;
  }

  /** The time of this story: the database's, and never before what was already told. */
  Instant now() {
    return now;
  }

  /** Tells a fact that led to {@code next}. */
  void tell(String by, CaseFact fact, Case next, Map<String, String> words) {
    current = next.nextEvent(now);
    var event = current.event(now, by, fact);
    told.add(new Told(event, current.factId(fact.type(), null), words, null, false));
  }

  void tell(String by, CaseFact fact, Case next) {
    tell(by, fact, next, Map.of());
  }

  /** Changes that nobody needs to be told of. */
  void become(Case next) {
    current = next;
  }

  Decision end() {
    return new Decision(current, List.copyOf(told));
  }

  /** Each clock tells for itself; then who is paged, once nobody holds the case any more. */
  private void tellDueMarks() {
    tellLast(
        current.clock().marksAhead(),
        due -> current.clock(current.clock().marked(due.getLast().dueAt())));
    tellLast(current.nextResponseMarks(), this::nextResponseMarked);
    tellLast(current.resolutionMarks(), this::resolutionMarked);
    var timeout = current.acknowledgementEnds();
    if (timeout != null && timeout.due(now)) {
      tellMark(timeout, current.handling(current.handling().status(Status.OPEN)));
    }
    tellLast(
        Escalation.marksAhead(current),
        due -> current.later(current.later().escalated(current.later().escalated() + due.size())));
  }

  /** Of the marks that are due only the last is told; the others are recorded silently. */
  private void tellLast(List<Mark> ahead, Function<List<Mark>, Case> marked) {
    var due = ahead.stream().filter(mark -> mark.due(now)).toList();
    if (!due.isEmpty()) {
      due.subList(0, due.size() - 1).forEach(this::recordSilently);
      tellMark(due.getLast(), marked.apply(due));
    }
  }

  private Case nextResponseMarked(List<Mark> due) {
    var next = Objects.requireNonNull(current.later().nextResponse());
    return current.later(current.later().nextResponse(next.marked(due.getLast().dueAt())));
  }

  private Case resolutionMarked(List<Mark> due) {
    var resolution = Objects.requireNonNull(current.later().resolution());
    var share = due.getLast().fact() instanceof CaseFact.SlaWarned warned ? warned.fraction() : 1;
    return current.later(current.later().resolution(resolution.marked(share)));
  }

  private void tellMark(Mark mark, Case next) {
    current = next.nextEvent(now);
    var event = current.event(now, CLOCK, mark.fact());
    told.add(new Told(event, current.factId(mark.type(), mark), Map.of(), mark, false));
  }

  private void recordSilently(Mark mark) {
    var event = current.event(now, CLOCK, mark.fact());
    var id = current.factId(mark.type(), mark);
    told.add(new Told(event, id, Map.of(), mark, true));
  }
}
