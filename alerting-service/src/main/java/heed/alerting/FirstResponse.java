package heed.alerting;

import heed.events.CaseChanged.Sla;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.SlaWarned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the first response: facts only. Its state is a function of these facts and the time
 * of asking, nothing ticks.
 *
 * @param answeredAt the first public answer by a person, also if it came too late
 * @param stoppedAt when the case ended without an answer; a stopped clock is never started again
 * @param markedUntil every mark up to here is recorded, told or silent
 */
record FirstResponse(
    SlaPolicy policy,
    Calendar calendar,
    Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant stoppedAt,
    @Nullable Instant markedUntil) {

  static FirstResponse start(SlaPolicy policy, Instant startedAt) {
    return new FirstResponse(policy, policy.hours(), startedAt, null, null, null);
  }

  Instant dueAt() {
    return calendar.dueAt(startedAt, policy.firstResponse());
  }

  /** From the last warning on a case is at risk; null if the policy never warns. */
  @Nullable Instant atRiskAt() {
    var warnAt = policy.warnAt();
    return warnAt.isEmpty() ? null : warnedAt(warnAt.getLast());
  }

  /** Where the clock stands; an answer at the very due time is in time. */
  SlaStatus status(Instant now) {
    if (stoppedAt != null) {
      return stoppedAt.isAfter(dueAt()) ? SlaStatus.BREACHED : SlaStatus.CANCELLED;
    }
    if (answeredAt != null) {
      return answeredAt.isAfter(dueAt()) ? SlaStatus.BREACHED : SlaStatus.MET;
    }
    if (now.isAfter(dueAt())) {
      return SlaStatus.BREACHED;
    }
    var atRiskAt = atRiskAt();
    return atRiskAt == null || now.isBefore(atRiskAt) ? SlaStatus.RUNNING : SlaStatus.AT_RISK;
  }

  /** True while an answer could still stop it. */
  boolean runs() {
    return answeredAt == null && stoppedAt == null;
  }

  /** The marks that are not recorded yet, soonest first; none once it has ended. */
  List<Mark> marksAhead() {
    var marks = new ArrayList<Mark>();
    if (!runs()) {
      return marks;
    }
    for (var fraction : policy.warnAt()) {
      marks.add(new Mark("warned-" + fraction, warnedAt(fraction), new SlaWarned(fraction, null)));
    }
    marks.add(new Mark("breached", dueAt(), new SlaBreached(null)));
    marks.removeIf(mark -> markedUntil != null && !mark.dueAt().isAfter(markedUntil));
    return marks;
  }

  FirstResponse answered(Instant at) {
    return answeredAt != null ? this : with(at, stoppedAt, markedUntil);
  }

  FirstResponse stopped(Instant at) {
    return runs() ? with(answeredAt, at, markedUntil) : this;
  }

  FirstResponse marked(Instant until) {
    return with(answeredAt, stoppedAt, until);
  }

  Sla asOf(Instant now) {
    return new Sla(startedAt, dueAt(), answeredAt, status(now));
  }

  private Instant warnedAt(double fraction) {
    return calendar.dueAt(startedAt, SlaPolicy.share(policy.firstResponse(), fraction));
  }

  private FirstResponse with(
      @Nullable Instant answered, @Nullable Instant stopped, @Nullable Instant marked) {
    return new FirstResponse(policy, calendar, startedAt, answered, stopped, marked);
  }
}
