package heed.alerting.telling;

import heed.alerting.CaseStanding;
import heed.alerting.CustomerName;
import heed.alerting.crm.FactName;
import heed.alerting.crm.Facts;
import heed.alerting.crm.Mapping;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What there is to say to a CRM, by the names that a mapping has for it. */
final class CrmFacts {
  private CrmFacts() {}

  /** Of a customer who was erased: no more than who it was. */
  static Facts erased(UUID id, CustomerName customer, Instant at) {
    return about(id, Mapping.ERASED, customer, at).of(Mapping.ERASED);
  }

  /** Of a segment that was entered or left. */
  static Facts segment(UUID id, CustomerName customer, SignalRows.Told told) {
    var type = told.type().shortName();
    var facts = about(id, type, customer, told.at()).put(FactName.SEGMENT_SINCE, told.at());
    var data = told.data().getBytes(StandardCharsets.UTF_8);
    if (told.type() == EventType.SEGMENT_ENTERED) {
      var event = EventJson.read(data, SegmentEntered.class);
      facts.put(FactName.SEGMENT, event.segment()).put(FactName.SEGMENT_RULES, event.rules());
    } else {
      var event = EventJson.read(data, SegmentLeft.class);
      facts
          .put(FactName.SEGMENT, event.segment())
          .put(FactName.SEGMENT_RULES, List.of())
          .put(FactName.SEGMENT_REASON, event.reason());
    }
    return facts.of(type);
  }

  /**
   * Of a case as it stands by the time it is told: a CRM keeps what it hears last, so an attempt
   * that comes late must not put it back.
   */
  static Facts of(UUID id, String type, CustomerName customer, Instant at, CaseStanding standing) {
    var brief = standing.brief();
    var rating = brief.rating();
    var survey = standing.review().survey();
    return about(id, type, customer, at)
        .put(FactName.CASE_ID, brief.id())
        .put(FactName.CASE_CYCLE, standing.cycle())
        .put(FactName.CASE_STATUS, brief.status())
        .put(FactName.CASE_SLA, standing.sla())
        .put(FactName.CASE_RECOVERY, brief.recovery())
        .put(FactName.CASE_PRIORITY, standing.priority())
        .put(FactName.CASE_TEAM, brief.team())
        .put(FactName.CASE_REASONS, standing.reasons())
        .put(FactName.CASE_OPENED_AT, standing.openedAt())
        .put(FactName.CASE_DUE_AT, standing.dueAt())
        .put(FactName.CASE_ANSWERED_AT, standing.answeredAt())
        .put(FactName.CASE_RESOLVED_AT, standing.resolvedAt())
        .put(FactName.REVIEW_ID, standing.reviewId())
        .put(FactName.REVIEW_PRODUCT, brief.product().id())
        .put(FactName.REVIEW_CHANNEL, brief.channel())
        .put(FactName.REVIEW_LANGUAGE, brief.language())
        .put(FactName.REVIEW_RATING, rating == null ? null : rating.value())
        .put(FactName.REVIEW_SCALE, rating == null ? null : rating.scale())
        .put(FactName.KPI_FIRST_RESPONSE, firstResponse(standing))
        .put(FactName.KPI_NPS, survey == null ? null : survey.nps())
        .put(FactName.KPI_CSAT, survey == null ? null : survey.csat())
        .put(FactName.KPI_CES, survey == null ? null : survey.ces())
        .of(type);
  }

  private static @Nullable Long firstResponse(CaseStanding standing) {
    var answered = standing.answeredAt();
    return answered == null ? null : Duration.between(standing.startedAt(), answered).toSeconds();
  }

  private static Facts.Builder about(UUID id, String type, CustomerName customer, Instant at) {
    return new Facts.Builder()
        .put(FactName.EVENT_ID, id)
        .put(FactName.EVENT_TYPE, type)
        .put(FactName.EVENT_AT, at)
        .put(FactName.STOREFRONT, customer.storefront())
        .put(FactName.CUSTOMER_ID, customer.id())
        .put(FactName.CUSTOMER_KEY, customer.storefront() + ":" + customer.id());
  }
}
