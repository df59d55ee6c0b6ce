package heed.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A routing document as it was put in force.
 *
 * @param version 0 is made of the configuration, then from 1 without a gap
 * @param at null for the configuration, as is {@code by}
 */
record RoutingVersion(int version, @Nullable Instant at, @Nullable String by, Routing document) {

  /** What holds until somebody writes a document: one team, one policy, no rule. */
  static RoutingVersion configured(SlaSettings sla, CaseSettings cases) {
    return new RoutingVersion(
        0,
        null,
        null,
        builtIn(
            cases.defaultTeam(),
            sla.firstResponse(),
            sla.nextResponse().orElse(null),
            sla.resolution().orElse(null),
            sla.warnAt(),
            cases.acknowledgeTimeout()));
  }

  /**
   * @throws IllegalArgumentException naming the keys of the configuration
   */
  static Routing builtIn(
      String team,
      Duration firstResponse,
      @Nullable Duration nextResponse,
      @Nullable Duration resolution,
      List<Double> warnAt,
      Duration acknowledgeTimeout) {
    try {
      var standard =
          new Policy(
              "standard",
              firstResponse,
              nextResponse,
              resolution,
              warnAt,
              acknowledgeTimeout,
              null,
              List.of());
      return new Routing(
          team, "standard", List.of(Team.named(team)), List.of(), List.of(standard), List.of());
    } catch (Faulty e) {
      throw new IllegalArgumentException(
          "heed.sla.* or heed.cases.* cannot be kept: " + e.getMessage(), e);
    }
  }
}
