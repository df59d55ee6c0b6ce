package heed.alerting.telling;

import heed.alerting.crm.Mapping;
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
 * @param mapped types that the mapping of a CRM has a request for; a CRM hears no others
 */
record Subscription(
    String id,
    Medium kind,
    @Nullable Set<String> storefronts,
    @Nullable Set<String> events,
    boolean enabled,
    Set<String> mapped) {
  static final Set<String> ALL_EVENTS =
      Stream.of(EventType.values())
          .map(EventType::shortName)
          .filter(name -> name.matches("(case|sla|alarm|segment)[.].*|invitation[.]changed"))
          .collect(Collectors.toCollection(TreeSet::new));

  /** One that needs no mapping. */
  Subscription(
      String id,
      Medium kind,
      @Nullable Set<String> storefronts,
      @Nullable Set<String> events,
      boolean enabled) {
    this(id, kind, storefronts, events, enabled, Set.of());
  }

  /** True if this CRM is told events of this type. */
  boolean tells(String type) {
    return mapped.contains(type) && (events == null || events.contains(type));
  }

  /** True if this CRM wants to forget customers of a storefront who were erased. */
  boolean erases(String storefront) {
    return kind == Medium.CRM
        && tells(Mapping.ERASED)
        && (storefronts == null || storefronts.contains(storefront));
  }

  /** True if it asked for facts like this. */
  boolean hears(Fact fact) {
    if (kind == Medium.CRM) {
      return of(fact) && tells(fact.type());
    }
    return of(fact)
        && (events == null
            ? kind == Medium.WEBHOOK || NoticeDecider.ALARMING.contains(fact.event().type())
            : events.contains(fact.type()));
  }

  /**
   * True if it wants this. Programs hear of alarms unless they chose otherwise; of customers and of
   * invitations only programs hear, and only those that asked.
   */
  boolean hears(Signal signal) {
    if (!enabled || (storefronts != null && !storefronts.contains(signal.storefront()))) {
      return false;
    }
    if (kind == Medium.CRM) {
      return signal.ofCustomer() && tells(signal.name());
    }
    if (kind != Medium.WEBHOOK && !signal.ofAlarm()) {
      return false;
    }
    return events == null
        ? kind == Medium.WEBHOOK && signal.ofAlarm()
        : events.contains(signal.name());
  }

  /** True if the fact is of a storefront that it may hear of at all. */
  boolean of(Fact fact) {
    return enabled && (storefronts == null || storefronts.contains(fact.event().storefront()));
  }
}
