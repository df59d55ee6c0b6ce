package heed.alerting;

import java.time.Duration;
import java.util.List;

/**
 * What is promised for a case. It is pinned to the case when it opens: a later change of the
 * configuration never moves a clock that runs.
 *
 * @param version which policy it was
 * @param firstResponse time to the first public answer, positive
 * @param warnAt the shares of that time after which to warn, each above 0 and below 1, ascending
 * @param acknowledgeTimeout an acknowledged case left alone for this long is open again, positive
 */
record SlaPolicy(
    int version, Duration firstResponse, List<Double> warnAt, Duration acknowledgeTimeout) {
  SlaPolicy {
    positive(firstResponse, "heed.sla.first-response");
    positive(acknowledgeTimeout, "heed.cases.acknowledge-timeout");
    warnAt = warnAt.stream().sorted().distinct().toList();
    for (var fraction : warnAt) {
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException(
            "heed.sla.warn-at has " + fraction + ", must be above 0 and below 1");
      }
    }
  }

  /** The part of the time to the first response that a share stands for. */
  Duration shareOfFirstResponse(double fraction) {
    return Duration.ofMillis(Math.round(firstResponse.toMillis() * fraction));
  }

  private static void positive(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " is " + duration + ", must be positive");
    }
  }
}
