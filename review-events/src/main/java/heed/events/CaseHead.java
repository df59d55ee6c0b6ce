package heed.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields that every case event has, as they are read before its facts. */
record CaseHead(
    UUID caseId,
    UUID reviewId,
    String storefront,
    long sequence,
    int cycle,
    Instant at,
    String by,
    CaseChanged.Status status,
    CaseChanged.@Nullable Sla sla,
    CaseChanged.Recovery recovery) {

  CaseChanged with(CaseFact fact) {
    return new CaseChanged(
        caseId,
        reviewId,
        storefront,
        sequence,
        cycle,
        at,
        by,
        status,
        Wire.require(sla, "sla"),
        recovery,
        fact);
  }

  static Class<? extends CaseFact> factOf(EventType type) {
    return switch (type) {
      case CASE_OPENED -> CaseFact.CaseOpened.class;
      case CASE_ACKNOWLEDGED -> CaseFact.CaseAcknowledged.class;
      case CASE_UNACKNOWLEDGED -> CaseFact.CaseUnacknowledged.class;
      case CASE_ASSIGNED -> CaseFact.CaseAssigned.class;
      case CASE_NOTED -> CaseFact.CaseNoted.class;
      case CASE_ANSWERED -> CaseFact.CaseAnswered.class;
      case CASE_RESOLVED -> CaseFact.CaseResolved.class;
      case CASE_REOPENED -> CaseFact.CaseReopened.class;
      case CASE_REVISED -> CaseFact.CaseRevised.class;
      case CASE_RECOVERED -> CaseFact.CaseRecovered.class;
      case CASE_CANCELLED -> CaseFact.CaseCancelled.class;
      case CASE_ESCALATED -> CaseFact.CaseEscalated.class;
      case SLA_WARNED -> CaseFact.SlaWarned.class;
      case SLA_BREACHED -> CaseFact.SlaBreached.class;
      case REVIEW_RECEIVED,
          REVIEW_ERASED,
          CUSTOMER_ERASED,
          REVIEW_TAGGED,
          ALARM_RAISED,
          ALARM_CLEARED,
          SEGMENT_ENTERED,
          SEGMENT_LEFT,
          ANSWER_PUBLISHED,
          ANSWER_WITHDRAWN,
          ACCESS_CHANGED,
          ORDER_DELIVERED,
          ORDER_CANCELLED,
          INVITATION_OPENED,
          INVITATION_DECLINED,
          INVITATION_CHANGED ->
          throw new MalformedRecord(type.wireName() + " is no event of a case");
    };
  }
}
