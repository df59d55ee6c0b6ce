package heed.alerting;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is promised, and who is paged when it is about to break or did.
 *
 * @param nextResponse time to the next answer once a customer calls for one again; null: as the
 *     first
 * @param resolution time to the end of the case, not counting what waits for the customer; null: no
 *     such promise
 * @param warnAt the shares of each time after which to warn, each above 0 and below 1, ascending
 * @param acknowledgeTimeout an acknowledged case left alone for this long is open again
 * @param calendar by id; null: that of the team
 * @param escalation soonest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Policy(
    String id,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration firstResponse,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration nextResponse,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration resolution,
    List<Double> warnAt,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration acknowledgeTimeout,
    @Nullable String calendar,
    List<EscalationStep> escalation) {
  private static final int MOST_STEPS = 20;

  Policy {
    warnAt = warnAt.stream().sorted().distinct().toList();
    escalation = escalation.stream().sorted(Comparator.comparing(EscalationStep::after)).toList();
    var findings =
        new Findings()
            .name(id, "id")
            .positive(firstResponse, "firstResponse")
            .positive(nextResponse, "nextResponse")
            .positive(resolution, "resolution")
            .positive(acknowledgeTimeout, "acknowledgeTimeout")
            .unless(escalation.size() <= MOST_STEPS, "/escalation", "escalation has over 20 steps");
    for (var fraction : warnAt) {
      findings.unless(
          fraction > 0 && fraction < 1,
          "/warnAt",
          "warnAt has " + fraction + ", must be above 0 and below 1");
    }
    findings.end();
  }

  /** The longest time after which it has anything to tell. */
  Duration longest() {
    var promised = firstResponse;
    if (nextResponse != null && nextResponse.compareTo(promised) > 0) {
      promised = nextResponse;
    }
    if (!escalation.isEmpty() && escalation.getLast().after().isPositive()) {
      promised = promised.plus(escalation.getLast().after());
    }
    return resolution != null && resolution.compareTo(promised) > 0 ? resolution : promised;
  }
}
