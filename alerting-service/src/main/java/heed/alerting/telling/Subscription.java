package heed.alerting.telling;

import heed.events.EventType;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint hears.
 *
 * @param storefronts null for every one
 * @param events short types; null for those its kind hears; empty for only what a team or an
 *     escalation sends there
 */
record Subscription(
    String id,
    Medium kind,
    @Nullable Set<String> storefronts,
    @Nullable Set<String> events,
    boolean enabled) {
  static final Set<String> ALL_EVENTS =
      Stream.of(EventType.values())
          .map(EventType::shortName)
          .filter(name -> name.matches("(case|sla|alarm|segment)[.].*"))
          .collect(Collectors.toCollection(TreeSet::new));

  /** True if it asked for facts like this. */
  boolean hears(Fact fact) {
    return of(fact)
        && (events == null
            ? kind == Medium.WEBHOOK || NoticeDecider.ALARMING.contains(fact.event().type())
            : events.contains(fact.type()));
  }

  /**
   * True if it wants this. Programs hear of alarms unless they chose otherwise; of customers only
   * programs hear, and only those that asked.
   */
  boolean hears(Signal signal) {
    if (!enabled || (storefronts != null && !storefronts.contains(signal.storefront()))) {
      return false;
    }
    if (signal.ofCustomer() && kind != Medium.WEBHOOK) {
      return false;
    }
    return events == null
        ? kind == Medium.WEBHOOK && !signal.ofCustomer()
        : events.contains(signal.name());
  }

  /** True if the fact is of a storefront that it may hear of at all. */
  boolean of(Fact fact) {
    return enabled && (storefronts == null || storefronts.contains(fact.event().storefront()));
  }
}
