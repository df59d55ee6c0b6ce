package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.CaseFact.Clock;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.SlaWarned;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of an answer that is called for again, once per cycle: facts only, told as those of the
 * first response are.
 *
 * @param startedAt when the customer or a person called for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NextResponse(
    int cycle,
    Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant stoppedAt,
    @Nullable Instant markedUntil) {

  static NextResponse start(int cycle, Instant at) {
    return new NextResponse(cycle, at, null, null, null);
  }

  /** It runs by the rules of a first response, for a time of its own. */
  FirstResponse clock(SlaPolicy policy) {
    return new FirstResponse(
        policy.ofNextResponse(), policy.hours(), startedAt, answeredAt, stoppedAt, markedUntil);
  }

  List<Mark> marksAhead(SlaPolicy policy) {
    return clock(policy).marksAhead().stream().map(NextResponse::ofThisClock).toList();
  }

  NextResponse answered(Instant at) {
    return runs() ? new NextResponse(cycle, startedAt, at, null, markedUntil) : this;
  }

  NextResponse stopped(Instant at) {
    return runs() ? new NextResponse(cycle, startedAt, null, at, markedUntil) : this;
  }

  NextResponse marked(Instant until) {
    return new NextResponse(cycle, startedAt, answeredAt, stoppedAt, until);
  }

  private boolean runs() {
    return answeredAt == null && stoppedAt == null;
  }

  private static Mark ofThisClock(Mark mark) {
    var fact =
        mark.fact() instanceof SlaWarned warned
            ? new SlaWarned(warned.fraction(), Clock.NEXT_RESPONSE)
            : new SlaBreached(Clock.NEXT_RESPONSE);
    return new Mark("next-" + mark.name(), mark.dueAt(), fact);
  }
}
