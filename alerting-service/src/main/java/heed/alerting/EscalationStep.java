package heed.alerting;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom to page next while a case waits for its answer.
 *
 * @param after open time from the due time of the answer on; negative is before it
 * @param endpoint where to, for a WEBHOOK only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EscalationStep(
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration after,
    Receiver to,
    @Nullable String endpoint) {
  /** Who is paged. */
  enum Receiver {
    TEAM,
    LEAD,
    MANAGER,
    WEBHOOK
  }

  EscalationStep {
    var findings =
        new Findings()
            .unless(
                after.abs().compareTo(Duration.ofDays(366)) <= 0
                    && after.equals(Duration.ofMillis(after.toMillis())),
                "/after",
                "after is " + after + ", must be -P366D to P366D");
    if (to == Receiver.WEBHOOK) {
      findings.name(endpoint, "endpoint");
    } else {
      findings.unless(
          endpoint == null, "/endpoint", "endpoint is for a WEBHOOK; leave it out for " + to);
    }
    findings.end();
  }
}
