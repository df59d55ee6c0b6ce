package heed.alerting.telling;

import heed.events.CaseChanged;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * One fact for one recipient.
 *
 * @param id derived from both, so that no repetition makes a second one
 * @param type the event's without its version, or {@link #INVITATION}
 * @param recipient an address, an endpoint's id, or {@link #CUSTOMER}
 * @param team by id, whose language and quiet hours hold
 * @param data the event that it tells of
 * @param dueAt not before
 */
record Notice(
    UUID id,
    String storefront,
    UUID caseId,
    String type,
    Instant at,
    Medium medium,
    String recipient,
    String team,
    String data,
    Instant dueAt) {
  static final String INVITATION = "case.invitation";
  static final String CUSTOMER = "customer";

  static Notice of(Fact fact, Medium medium, String recipient, String team, Instant dueAt) {
    var event = fact.event();
    return new Notice(
        Ids.fact(fact.id(), event.type(), medium + " " + recipient),
        event.storefront(),
        event.caseId(),
        fact.type(),
        event.at(),
        medium,
        recipient,
        team,
        fact.data(),
        dueAt);
  }

  /** One per case, whichever fact it comes from. */
  static Notice invitation(Fact fact, String team, Instant dueAt) {
    var event = fact.event();
    return new Notice(
        Ids.fact(event.caseId(), EventType.CASE_RESOLVED, INVITATION),
        event.storefront(),
        event.caseId(),
        INVITATION,
        event.at(),
        Medium.CUSTOMER,
        CUSTOMER,
        team,
        fact.data(),
        dueAt);
  }

  CaseChanged event() {
    var of = type.equals(INVITATION) ? "case.resolved" : type;
    return EventJson.readCase(EventType.of(of + ".v1"), data.getBytes(StandardCharsets.UTF_8));
  }
}
