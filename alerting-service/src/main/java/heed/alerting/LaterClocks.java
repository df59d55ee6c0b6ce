package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clocks beside that of the first response, and how far the escalation of this cycle went.
 *
 * @param nextResponses one per cycle in which an answer was called for again, oldest first
 * @param resolution null if the policy promises none
 * @param escalated how many steps of this cycle are recorded, told or silent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LaterClocks(
    List<NextResponse> nextResponses, @Nullable Resolution resolution, int escalated) {
  /** Those of a case from before there were any. */
  static final LaterClocks NONE = new LaterClocks(List.of(), null, 0);

  LaterClocks {
    nextResponses = nextResponses == null ? List.of() : List.copyOf(nextResponses);
  }

  static LaterClocks start(SlaPolicy policy, Instant at) {
    return policy.resolution() == null ? NONE : new LaterClocks(List.of(), Resolution.start(at), 0);
  }

  /** That of the last cycle; null if the first response is the only one so far. */
  @Nullable NextResponse nextResponse() {
    return nextResponses.isEmpty() ? null : nextResponses.getLast();
  }

  /** An answer is called for again: a new cycle with a time and an escalation of its own. */
  LaterClocks calledAgain(int cycle, Instant at) {
    var next = new ArrayList<>(nextResponses);
    next.add(NextResponse.start(cycle, at));
    return new LaterClocks(next, resolution == null ? null : resolution.resumed(at), 0);
  }

  /** Answered: the next word is the customer's. */
  LaterClocks answered(Instant at) {
    var paused = resolution == null ? null : resolution.paused(at);
    var last = nextResponse();
    return new LaterClocks(last == null ? List.of() : with(last.answered(at)), paused, escalated);
  }

  LaterClocks ended(Resolution.End how, Instant at) {
    var done = resolution == null ? null : resolution.ended(how, at);
    var last = nextResponse();
    return new LaterClocks(last == null ? List.of() : with(last.stopped(at)), done, escalated);
  }

  LaterClocks nextResponse(NextResponse next) {
    return new LaterClocks(with(next), resolution, escalated);
  }

  LaterClocks resolution(Resolution next) {
    return new LaterClocks(nextResponses, next, escalated);
  }

  LaterClocks escalated(int steps) {
    return new LaterClocks(nextResponses, resolution, steps);
  }

  private List<NextResponse> with(NextResponse last) {
    var next = new ArrayList<>(nextResponses);
    next.set(next.size() - 1, last);
    return next;
  }
}
