package heed.alerting.crm;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Rating;
import heed.events.Segment;
import heed.events.SegmentLeft;
import heed.events.Tags.Aspect;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a mapping may place: the whole list, so that nothing leaves by a misspelling or a
 * clever path. Names and addresses of people, and what they wrote, are not on it.
 */
public enum FactName {
  /** The same over all attempts; a CRM may tell repetitions by it. */
  EVENT_ID("event.id", About.ALL, false),
  EVENT_TYPE("event.type", About.ALL, false),
  EVENT_AT("event.at", About.ALL, false),
  STOREFRONT("storefront", About.ALL, false),
  /** Unique within its storefront only. */
  CUSTOMER_ID("customer.id", About.ALL, false),
  /** Storefront, colon, id: unique over all storefronts. */
  CUSTOMER_KEY("customer.key", About.ALL, false),

  SEGMENT("segment", About.SEGMENT, false, Segment.values()),
  SEGMENT_SINCE("segment.since", About.SEGMENT, false),
  SEGMENT_RULES("segment.rules", About.SEGMENT, false),
  SEGMENT_REASON("segment.reason", About.SEGMENT, true, SegmentLeft.Reason.values()),

  CASE_ID("case.id", About.CASE, false),
  CASE_CYCLE("case.cycle", About.CASE, false),
  CASE_STATUS("case.status", About.CASE, false, Status.values()),
  CASE_SLA("case.sla", About.CASE, false, SlaStatus.values()),
  CASE_RECOVERY("case.recovery", About.CASE, false, Recovery.values()),
  CASE_PRIORITY("case.priority", About.CASE, false),
  CASE_TEAM("case.team", About.CASE, false),
  /** The aspects that the review complains of. */
  CASE_REASONS("case.reasons", About.CASE, false, Aspect.values()),
  CASE_OPENED_AT("case.openedAt", About.CASE, false),
  CASE_DUE_AT("case.dueAt", About.CASE, false),
  CASE_ANSWERED_AT("case.answeredAt", About.CASE, true),
  CASE_RESOLVED_AT("case.resolvedAt", About.CASE, true),

  REVIEW_ID("review.id", About.CASE, false),
  REVIEW_PRODUCT("review.product", About.CASE, false),
  REVIEW_CHANNEL("review.channel", About.CASE, false, Channel.values()),
  REVIEW_LANGUAGE("review.language", About.CASE, true),
  REVIEW_RATING("review.rating", About.CASE, true),
  REVIEW_SCALE("review.scale", About.CASE, true, Rating.Scale.values()),

  /** Seconds from the review to the first public answer. */
  KPI_FIRST_RESPONSE("kpi.firstResponseSeconds", About.CASE, true),
  KPI_NPS("kpi.nps", About.CASE, true),
  KPI_CSAT("kpi.csat", About.CASE, true),
  KPI_CES("kpi.ces", About.CASE, true);

  /** Which events have it. */
  private enum About {
    ALL,
    SEGMENT,
    CASE
  }

  private static final List<FactName> LISTS = List.of(SEGMENT_RULES, CASE_REASONS);

  private final String written;
  private final About about;
  private final boolean optional;
  private final Set<String> known;

  FactName(String written, About about, boolean optional, Enum<?>... known) {
    this.written = written;
    this.about = about;
    this.optional = optional;
    this.known = Arrays.stream(known).map(Enum::name).collect(Collectors.toSet());
  }

  /** As a mapping writes it. */
  public String written() {
    return written;
  }

  /** True if there may be none; then it is null. */
  boolean optional() {
    return optional;
  }

  boolean list() {
    return LISTS.contains(this);
  }

  /** All values that it can have; empty if nobody can say. */
  Set<String> known() {
    return new TreeSet<>(known);
  }

  /** True if an event of this type has it. */
  boolean of(String type) {
    return switch (about) {
      case ALL -> true;
      case SEGMENT -> type.startsWith("segment.");
      case CASE -> type.startsWith("case.") || type.startsWith("sla.");
    };
  }

  /** The fact of that name among those that events of all these types have; null if none is. */
  static @Nullable FactName find(String written, Set<String> types) {
    return of(types).stream().filter(f -> f.written.equals(written)).findFirst().orElse(null);
  }

  static List<FactName> of(Set<String> types) {
    return Arrays.stream(values()).filter(f -> types.stream().allMatch(f::of)).toList();
  }

  static String listed(Set<String> types) {
    return of(types).stream().map(FactName::written).collect(Collectors.joining(", "));
  }
}
