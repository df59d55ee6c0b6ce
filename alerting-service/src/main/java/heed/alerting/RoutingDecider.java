package heed.alerting;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which rule a review meets: the first that matches, else the defaults. */
final class RoutingDecider {
  private RoutingDecider() {}

  /**
   * Decides where a review goes.
   *
   * @param version of the document, for the policy that is pinned
   */
  static Route decide(Routing routing, int version, Traits traits) {
    var rule =
        routing.rules().stream().filter(r -> matches(r.when(), traits)).findFirst().orElse(null);
    var team = rule == null || rule.team() == null ? routing.defaultTeam() : rule.team();
    var priority =
        rule == null || rule.priority() == null ? Priority.of(traits.urgency()) : rule.priority();
    var policy =
        routing.policy(
            rule == null || rule.policy() == null ? routing.defaultPolicy() : rule.policy());
    var calendar = routing.calendar(policy, routing.team(team));
    return new Route(
        rule == null ? null : rule.name(), team, priority, SlaPolicy.of(version, policy, calendar));
  }

  private static boolean matches(Rule.When when, Traits traits) {
    var score = traits.score();
    var below = when.scoreBelow();
    return among(when.storefront(), traits.storefront())
        && among(when.product(), traits.product())
        && amongWords(when.language(), primary(traits.language()))
        && amongWords(when.country(), traits.country())
        && among(when.channel(), traits.channel())
        && (when.aspect().isEmpty() || when.aspect().stream().anyMatch(traits.aspects()::contains))
        && among(when.urgency(), traits.urgency())
        && (below == null || (score != null && score < below));
  }

  private static <T> boolean among(List<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static boolean amongWords(List<String> wanted, @Nullable String value) {
    return wanted.isEmpty()
        || (value != null && wanted.stream().anyMatch(w -> value.equalsIgnoreCase(primary(w))));
  }

  /** The language of a BCP 47 tag, without region and script. */
  private static @Nullable String primary(@Nullable String tag) {
    return tag == null ? null : tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
  }
}
