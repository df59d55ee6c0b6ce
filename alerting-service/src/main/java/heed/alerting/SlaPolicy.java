package heed.alerting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is promised for a case. It is pinned to the case when it opens, with its calendar and its
 * steps: a later change of the routing never moves a clock that runs.
 *
 * @param version of the routing it was taken from
 * @param firstResponse time to the first public answer, positive
 * @param warnAt the shares of that time after which to warn, each above 0 and below 1, ascending
 * @param acknowledgeTimeout an acknowledged case left alone for this long is open again, positive
 * @param id of the policy; null for one from before there were several
 * @param nextResponse time to a later answer; null: as the first
 * @param resolution time to the end of the case; null: no such promise
 * @param calendar when time counts; null: round the clock
 * @param escalation soonest first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SlaPolicy(
    int version,
    Duration firstResponse,
    List<Double> warnAt,
    Duration acknowledgeTimeout,
    @Nullable String id,
    @Nullable Duration nextResponse,
    @Nullable Duration resolution,
    @Nullable WorkingHours calendar,
    List<EscalationStep> escalation) {
  SlaPolicy {
    positive(firstResponse, "heed.sla.first-response");
    positive(acknowledgeTimeout, "heed.cases.acknowledge-timeout");
    warnAt = warnAt == null ? List.of() : warnAt.stream().sorted().distinct().toList();
    escalation = escalation == null ? List.of() : List.copyOf(escalation);
    for (var fraction : warnAt) {
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException(
            "heed.sla.warn-at has " + fraction + ", must be above 0 and below 1");
      }
    }
  }

  /** A promise of a first response only, round the clock. */
  static SlaPolicy of(
      int version, Duration firstResponse, List<Double> warnAt, Duration acknowledgeTimeout) {
    return new SlaPolicy(
        version, firstResponse, warnAt, acknowledgeTimeout, null, null, null, null, List.of());
  }

  /** A policy of the routing in force, to be pinned. */
  static SlaPolicy of(int version, Policy policy, @Nullable WorkingHours calendar) {
    return new SlaPolicy(
        version,
        policy.firstResponse(),
        policy.warnAt(),
        policy.acknowledgeTimeout(),
        policy.id(),
        policy.nextResponse(),
        policy.resolution(),
        calendar,
        policy.escalation());
  }

  /** The same promise with the time of a later answer in place of the first. */
  SlaPolicy ofNextResponse() {
    return nextResponse == null
        ? this
        : new SlaPolicy(
            version,
            nextResponse,
            warnAt,
            acknowledgeTimeout,
            id,
            nextResponse,
            resolution,
            calendar,
            escalation);
  }

  @JsonIgnore
  Calendar hours() {
    return calendar == null ? Calendar.ROUND_THE_CLOCK : calendar;
  }

  /** The part of a time that a share stands for. */
  static Duration share(Duration whole, double fraction) {
    return Duration.ofMillis(Math.round(whole.toMillis() * fraction));
  }

  /**
   * What the steps are called, one name each: whom they page, and a number if it is not the first.
   */
  List<String> stepNames() {
    var seen = new HashMap<EscalationStep.Receiver, Integer>();
    return escalation.stream()
        .map(
            step -> {
              var n = seen.merge(step.to(), 1, Integer::sum);
              return step.to().name().toLowerCase(Locale.ROOT) + (n == 1 ? "" : "-" + n);
            })
        .toList();
  }

  private static void positive(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " is " + duration + ", must be positive");
    }
  }
}
