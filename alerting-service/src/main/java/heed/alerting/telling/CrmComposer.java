package heed.alerting.telling;

import heed.alerting.Consent;
import heed.alerting.CustomerName;
import heed.alerting.Desk;
import heed.alerting.crm.Facts;
import heed.alerting.crm.Mapping;
import heed.alerting.crm.Unplaceable;
import heed.alerting.telling.CrmRows.About;
import heed.alerting.telling.Message.Nothing;
import heed.events.EventType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes the request that tells a CRM of a customer, if he may still be told of: asked again right
 * before each attempt, since a no or an erasure may have come since it was planned.
 */
@Singleton
class CrmComposer {
  private final Desk desk;
  private final EndpointRows endpoints;
  private final boolean consentRequired;

  CrmComposer(Desk desk, EndpointRows endpoints, TellingSettings settings) {
    this.desk = desk;
    this.endpoints = endpoints;
    this.consentRequired = settings.crm().consentRequired();
  }

  /** What is to be told of a customer, or why nothing is. */
  private sealed interface Found {
    record Told(Facts facts) implements Found {}

    record Not(String why) implements Found {}
  }

  Message compose(Connection connection, Delivery delivery) throws SQLException {
    var about = CrmRows.find(connection, delivery.id());
    if (about == null) {
      return dropped("it was forgotten");
    }
    var endpoint = endpoints.find(connection, delivery.recipient());
    if (endpoint == null || !endpoint.subscription().enabled()) {
      return new Nothing(new Outcome.Refused("the endpoint is disabled", null));
    }
    return switch (found(connection, delivery, about)) {
      case Found.Not not -> dropped(not.why());
      case Found.Told told -> request(connection, endpoint, about, told.facts());
    };
  }

  private static Message request(Connection connection, Endpoint endpoint, About about, Facts facts)
      throws SQLException {
    if (!endpoint.subscription().tells(facts.type())) {
      return dropped("the mapping has no request for it any more");
    }
    try {
      var post = Signed.request(endpoint, about.delivery(), endpoint.mapping().request(facts));
      if (!facts.type().equals(Mapping.ERASED)) {
        CrmRows.hears(connection, about);
      }
      return post;
    } catch (Unplaceable e) {
      return new Nothing(new Outcome.Refused(String.valueOf(e.getMessage()), null));
    }
  }

  private Found found(Connection connection, Delivery delivery, About about) throws SQLException {
    if (delivery.event().equals(Mapping.ERASED)) {
      return new Found.Told(CrmFacts.erased(about.delivery(), about.customer(), about.at()));
    }
    return delivery.event().startsWith("segment.")
        ? segment(connection, about)
        : ofCase(connection, delivery.id(), about);
  }

  /** That he left one takes back what was said: whoever heard of him hears it, whatever he said. */
  private Found segment(Connection connection, About about) throws SQLException {
    var told = SignalRows.of(connection, about.delivery());
    if (told == null) {
      return new Found.Not("it was forgotten");
    }
    if (told.type() == EventType.SEGMENT_LEFT) {
      if (!CrmRows.heard(connection, about)) {
        return new Found.Not("it never heard of the customer");
      }
    } else if (said(connection, about.customer()) == Consent.REFUSED) {
      return new Found.Not("the customer does not want it");
    }
    return new Found.Told(CrmFacts.segment(about.delivery(), about.customer(), told));
  }

  private Found ofCase(Connection connection, UUID delivery, About about) throws SQLException {
    var notices = NoticeRows.of(connection, delivery);
    var standing =
        notices.isEmpty() ? null : desk.standing(connection, notices.getFirst().caseId());
    if (standing == null) {
      return new Found.Not("it was forgotten");
    }
    var notice = notices.getFirst();
    if (!about.customer().equals(standing.brief().customer())
        || !Truth.sameOwner(notice, standing.brief())) {
      return new Found.Not("the review is somebody else's by now");
    }
    if (!said(connection, about.customer()).allows(consentRequired)) {
      return new Found.Not("the customer does not want it");
    }
    return new Found.Told(
        CrmFacts.of(delivery, notice.type(), about.customer(), notice.at(), standing));
  }

  private Consent said(Connection connection, CustomerName customer) throws SQLException {
    return desk.consents(connection, List.of(customer)).getOrDefault(customer, Consent.NOT_SAID);
  }

  private static Message dropped(String why) {
    return new Nothing(new Outcome.Dropped(why));
  }
}
