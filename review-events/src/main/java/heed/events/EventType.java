package heed.events;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every kind of event, with the name it has in the {@code ce_type} header; the version is in the
 * name.
 */
public enum EventType {
  REVIEW_RECEIVED("review.received.v1"),
  REVIEW_ERASED("review.erased.v1"),
  CUSTOMER_ERASED("customer.erased.v1"),
  REVIEW_TAGGED("review.tagged.v1"),
  CASE_OPENED("case.opened.v1"),
  CASE_ACKNOWLEDGED("case.acknowledged.v1"),
  CASE_UNACKNOWLEDGED("case.unacknowledged.v1"),
  CASE_ASSIGNED("case.assigned.v1"),
  CASE_NOTED("case.noted.v1"),
  CASE_ANSWERED("case.answered.v1"),
  CASE_RESOLVED("case.resolved.v1"),
  CASE_REOPENED("case.reopened.v1"),
  CASE_REVISED("case.revised.v1"),
  CASE_RECOVERED("case.recovered.v1"),
  CASE_CANCELLED("case.cancelled.v1"),
  CASE_ESCALATED("case.escalated.v1"),
  SLA_WARNED("sla.warned.v1"),
  SLA_BREACHED("sla.breached.v1"),
  ALARM_RAISED("alarm.raised.v1"),
  ALARM_CLEARED("alarm.cleared.v1"),
  SEGMENT_ENTERED("segment.entered.v1"),
  SEGMENT_LEFT("segment.left.v1"),
  ANSWER_PUBLISHED("answer.published.v1"),
  ANSWER_WITHDRAWN("answer.withdrawn.v1"),
  ACCESS_CHANGED("access.changed.v1"),
  ORDER_DELIVERED("order.delivered.v1"),
  ORDER_CANCELLED("order.cancelled.v1"),
  INVITATION_OPENED("invitation.opened.v1"),
  INVITATION_DECLINED("invitation.declined.v1"),
  INVITATION_CHANGED("invitation.changed.v1");

  private static final Map<String, EventType> BY_NAME =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(t -> t.wireName, Function.identity()));

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code ce_type}, such as {@code review.received.v1}. */
  public String wireName() {
    return wireName;
  }

  /** The name without its version, as a case's timeline and the event stream show it. */
  public String shortName() {
    return wireName.substring(0, wireName.lastIndexOf('.'));
  }

  /**
   * Reads a {@code ce_type}.
   *
   * @throws MalformedRecord if no such type is known, or only in another major version
   */
  public static EventType of(String wireName) {
    var type = BY_NAME.get(wireName);
    if (type == null) {
      throw new MalformedRecord(
          "ce_type is " + Shown.of(wireName) + ", which this version of Heed does not know");
    }
    return type;
  }
}
