package heed.alerting;

import heed.events.CaseFact.CaseEscalated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom to page while a case waits for its answer. Each step is a mark; while somebody holds the
 * case acknowledged none is due, and an answer ends them.
 */
final class Escalation {
  private Escalation() {}

  /** The steps of this cycle that are not recorded yet, soonest first; none while nobody waits. */
  static List<Mark> marksAhead(Case c) {
    var waits = c.handling().unanswered() && c.handling().acknowledged() == null;
    return waits && c.response().runs() ? steps(c.response(), c.later().escalated()) : List.of();
  }

  /** The steps after some of them, by the clock of the answer they wait for. */
  static List<Mark> steps(FirstResponse response, int recorded) {
    var policy = response.policy();
    var names = policy.stepNames();
    var marks = new ArrayList<Mark>();
    for (var i = recorded; i < names.size(); i++) {
      var step = policy.escalation().get(i);
      var fact = new CaseEscalated(names.get(i), step.to().name(), step.endpoint());
      marks.add(new Mark("escalated-" + names.get(i), dueAt(response, step), fact));
    }
    return marks;
  }

  /** Before the start there is nothing to wait for: such a step is due at once. */
  private static Instant dueAt(FirstResponse response, EscalationStep step) {
    var afterStart = response.policy().firstResponse().plus(step.after());
    return afterStart.isPositive()
        ? response.calendar().dueAt(response.startedAt(), afterStart)
        : response.startedAt();
  }
}
