package heed.alerting.telling;

import static heed.alerting.telling.CrmWorld.SMALL;
import static heed.alerting.telling.CrmWorld.crm;
import static heed.alerting.telling.CrmWorld.deliveries;
import static heed.alerting.telling.CrmWorld.entered;
import static heed.alerting.telling.CrmWorld.json;
import static heed.alerting.telling.CrmWorld.left;
import static heed.alerting.telling.CrmWorld.send;
import static heed.alerting.telling.CrmWorld.shipped;
import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.act;
import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.telling.Receiver.Heard;
import heed.events.Segment;
import heed.events.SegmentLeft;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a CRM is told, and what it is not. */
@QuarkusTest
@OnTheWire
@TestProfile(WebhooksTest.Quick.class)
class CrmTest {
  private static final Receiver.Answer TAKEN =
      Receiver.says(200, "[{\"id\": \"003x\", \"success\": true, \"errors\": []}]");

  private final String shop = "shop-" + UUID.randomUUID();
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
    probe.close();
  }

  private static long millis(JsonNode at) {
    return Instant.parse(at.asText()).toEpochMilli();
  }

  private static long millis(String column, String from) {
    return count("select (extract(epoch from " + column + ") * 1000)::bigint from " + from);
  }

  /** Of each message once: what is answered after a second is sent again, the same. */
  private static List<String> bodies(Receiver receiver) {
    return receiver.heard().stream().map(Heard::body).distinct().toList();
  }

  @Test
  void hubSpotIsSentExactlyWhatItsDocumentSays() throws Exception {
    try (var receiver = new Receiver(TAKEN)) {
      var id = crm(receiver, shop, shipped("hubspot"));
      var event = entered(shop, "c-1", Segment.AT_RISK);
      send(probe, event);
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
      var heard = receiver.heard().getFirst();
      assertThat(heard.method() + " " + heard.target())
          .isEqualTo("POST /crm/v3/objects/contacts/batch/upsert");
      assertThat(heard.header("Authorization")).isEqualTo("Bearer top-secret");
      assertThat(heard.header("Content-type")).isEqualTo("application/json");
      assertThat(heard.header("Webhook-signature")).startsWith("v1,");
      assertThat(json(heard.body()))
          .isEqualTo(
              json(
                  """
                  {"inputs": [{"idProperty": "heed_customer", "id": "%s:c-1", "properties":
                    {"heed_segment": "at_risk", "heed_segment_since": "%s",
                     "heed_segment_rules": "DETRACTOR;FALL"}}]}
                  """
                      .formatted(shop, event.at())));
      send(probe, left(shop, "c-1", SegmentLeft.Reason.CONSENT));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 2);
      var last = receiver.heard().getLast();
      assertThat(last.target()).isEqualTo("/crm/v3/objects/contacts/batch/update");
      assertThat(json(last.body()))
          .isEqualTo(
              json(
                  """
                  {"inputs": [{"idProperty": "heed_customer", "id": "%s:c-1", "properties":
                    {"heed_segment": "", "heed_segment_since": "", "heed_segment_rules": ""}}]}
                  """
                      .formatted(shop)));
    }
  }

  @Test
  void salesforceIsSentExactlyWhatItsDocumentSaysAndItsNoWithinAYesIsHeard() throws Exception {
    var no = Receiver.says(200, "[{\"success\": false, \"errors\": [{\"message\": \"busy\"}]}]");
    try (var receiver = new Receiver(no, TAKEN)) {
      var id = crm(receiver, shop, shipped("salesforce"));
      var caseId = DeskForTests.post(DeskForTests.said(shop, "c-1", true, true));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
      assertThat(receiver.heard()).hasSizeGreaterThan(1);
      assertThat(receiver.heard().stream().map(Heard::id).distinct()).hasSize(1);
      answer(caseId, "Sorry!", "PUBLIC");
      act(caseId, "resolve", "{\"resolution\":\"replaced\"}");
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 3);
      var heard = receiver.heard().getLast();
      assertThat(heard.method() + " " + heard.target())
          .isEqualTo("PATCH /services/data/v61.0/composite/sobjects/Contact/Heed_Customer__c");
      var record = json(heard.body()).at("/records/0");
      assertThat(millis(record.at("/Heed_Case_Resolved__c")))
          .isEqualTo(
              millis("at", "timeline where type = 'case.resolved' and case_id = '" + caseId + "'"));
      assertThat(millis(record.at("/Heed_Case_Opened__c")))
          .isEqualTo(millis("opened_at", "cases where id = '" + caseId + "'"));
      assertThat(json(heard.body()))
          .isEqualTo(
              json(
                  """
                  {"allOrNone": true, "records": [{"attributes": {"type": "Contact"},
                    "Heed_Customer__c": "%s:c-1", "Heed_Case__c": "%s",
                    "Heed_Case_Status__c": "RESOLVED", "Heed_Case_Sla__c": "MET",
                    "Heed_Case_Recovery__c": "POSSIBLE", "Heed_Case_Reasons__c": "",
                    "Heed_Case_Opened__c": "%s", "Heed_Case_Answered__c": "%s",
                    "Heed_Case_Resolved__c": "%s", "Heed_First_Response_Seconds__c": %d,
                    "Heed_Rating__c": 1, "Heed_Nps__c": 3}]}
                  """
                      .formatted(
                          shop,
                          caseId,
                          record.at("/Heed_Case_Opened__c").asText(),
                          record.at("/Heed_Case_Answered__c").asText(),
                          record.at("/Heed_Case_Resolved__c").asText(),
                          record.at("/Heed_First_Response_Seconds__c").asInt())));
    }
  }

  @Test
  void aFactIsToldOnceThroughFailuresAndACustomersFactsInTheirOrder() throws Exception {
    try (var receiver =
        new Receiver(Receiver.status(500), Receiver.tooMany(1), Receiver.LOST, Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      for (var segment : List.of(Segment.NEW, Segment.LOYAL, Segment.AT_RISK, Segment.LAPSED)) {
        send(probe, entered(shop, "c-1", segment));
      }
      send(probe, entered(shop, "c-2", Segment.NEW));
      await().atMost(SOON.multipliedBy(2)).until(() -> deliveries(id, "DELIVERED") == 5);
      var attempts = receiver.heard().stream().collect(Collectors.groupingBy(Heard::id));
      assertThat(attempts)
          .hasSize(5)
          .allSatisfy((k, all) -> assertThat(all).hasSizeGreaterThanOrEqualTo(4));
      assertThat(bodies(receiver).stream().filter(b -> b.contains("c-1")))
          .extracting(b -> json(b).get("segment").asText())
          .containsExactly("NEW", "LOYAL", "AT_RISK", "LAPSED");
      // No pause of ours would be half as long. An answer that comes after a second is not heard,
      // nor what it asks for: that is one of them on a busy machine, and not most.
      assertThat(attempts.values())
          .filteredOn(one -> one.get(2).at() - one.get(1).at() >= 1000)
          .hasSizeGreaterThan(2);
    }
  }

  @Test
  void aContactThatIsGoneKeepsNobodyElseFromBeingTold() throws Exception {
    try (var receiver =
        new Receiver(
            (exchange, r) ->
                (exchange.getRequestURI().getPath().endsWith("c-1")
                        ? Receiver.status(410)
                        : Receiver.status(200))
                    .to(exchange, r))) {
      var refused = TellingWorld.attempts(Medium.CRM, "refused");
      var id =
          crm(receiver, shop, SMALL.replace("path: /people\n", "path: /people/{customer.id}\n"));
      send(probe, entered(shop, "c-1", Segment.NEW));
      await().atMost(SOON).until(() -> deliveries(id, "DEAD") == 1);
      assertThat(asTest().get("/v1/endpoints/" + id).jsonPath().getBoolean("enabled")).isTrue();
      assertThat(TellingWorld.attempts(Medium.CRM, "refused"))
          .as("it was not tried again")
          .isEqualTo(refused + 1);
      // but if it answered after a second, which is an attempt of its own
      assertThat((long) receiver.heard().size())
          .isBetween(1L, count("select attempts from deliveries where recipient = '" + id + "'"));
      send(probe, entered(shop, "c-2", Segment.NEW));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
    }
  }

  @Test
  void ofWhomThereIsANoNothingIsToldWhereverHeSaidIt() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      DeskForTests.post(DeskForTests.said(shop, "c-no", false, false)); // opens no case
      DeskForTests.post(DeskForTests.said(shop, "c-no", null, true));
      send(probe, entered(shop, "c-no", Segment.NEW));
      send(probe, left(shop, "c-no", SegmentLeft.Reason.CONSENT));
      DeskForTests.open(shop, "Guest", null, "words"); // of somebody who did not say
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
      // That he came in is taken back by that he left, or was dropped before that was heard.
      await()
          .atMost(SOON)
          .until(
              () ->
                  rows("select state from deliveries where event = 'segment.left'")
                      .equals(List.of("DROPPED")));
      assertThat(bodies(receiver)).hasSize(1).noneMatch(b -> b.contains("c-no"));
      var yes = DeskForTests.said(shop, "c-no", true, true);
      DeskForTests.post(yes);
      await().atMost(SOON).until(() -> receiver.effects() == 2);
      assertThat(bodies(receiver).getLast()).contains("c-no", "case.opened");
    }
  }

  @Test
  void aNoThatAReleaseBeforeDidNotKeepIsKnownOnceItIsReadAgain() {
    var earlier = DeskForTests.said(shop, "c-1", true, false);
    var no = DeskForTests.saidNo(earlier);
    var erased = DeskForTests.said(shop, "c-gone", true, false);
    DeskForTests.post(earlier);
    DeskForTests.post(no);
    DeskForTests.post(erased);
    DeskForTests.erase(shop, "c-gone");
    TellingWorld.execute("delete from consents where storefront = '" + shop + "'");
    DeskForTests.post(earlier);
    assertThat(said()).as("it was edited since").isEmpty();
    DeskForTests.post(no);
    DeskForTests.post(erased);
    assertThat(said()).containsExactly("c-1 false");
    DeskForTests.post(no);
    assertThat(said()).containsExactly("c-1 false");
  }

  private List<String> said() {
    return rows(
        "select customer_id || ' ' || said from consents where storefront = '" + shop + "'");
  }

  @Test
  void aNoTakesBackWhatStillWaits() throws Exception {
    try (var receiver = new Receiver(Receiver.status(503))) {
      var id = crm(receiver, shop, SMALL);
      DeskForTests.post(DeskForTests.said(shop, "c-1", true, true));
      await().atMost(SOON).until(() -> !receiver.heard().isEmpty());
      DeskForTests.post(DeskForTests.said(shop, "c-1", false, false));
      await().atMost(SOON).until(() -> deliveries(id, "DROPPED") == 1);
      assertThat(rows("select outcome from deliveries where recipient = '" + id + "'"))
          .containsExactly("the customer does not want it");
    }
  }

  @Test
  void whoWasErasedIsForgottenByThoseWhoHeardOfHimAndByNobodyElse() throws Exception {
    try (var receiver = new Receiver(Receiver.OK);
        var away = new Receiver(Receiver.status(503));
        var late = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      crm(away, shop, SMALL.replace("[customer.erased]", "[case.escalated]"));
      DeskForTests.post(DeskForTests.said(shop, "c-1", true, true));
      send(probe, entered(shop, "c-1", Segment.NEW));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 2);
      await().atMost(SOON).until(() -> away.heard().size() > 1);
      var deaf = crm(late, shop, SMALL);
      DeskForTests.erase(shop, "c-1");
      // What waited for the one that is away is gone, in whatever state it was.
      assertThat(rows("select recipient from deliveries where event <> 'customer.erased'"))
          .isEmpty();
      send(probe, entered(shop, "c-1", Segment.NEW)); // on its way meanwhile
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
      var last = receiver.heard().getLast();
      assertThat(last.method() + " " + last.target()).isEqualTo("DELETE /people/c-1");
      assertThat(last.body()).isEmpty();
      assertThat(receiver.heard().stream().map(Heard::id).distinct()).hasSize(3);
      assertThat(late.heard()).isEmpty();
      assertThat(count("select count(*) from deliveries where recipient = '" + deaf + "'"))
          .isZero();
      for (var table : List.of("crm_messages", "crm_heard", "consents", "signals")) {
        assertThat(count("select count(*) from " + table + " where storefront = '" + shop + "'"))
            .as(table)
            .isZero();
      }
    }
  }

  @Test
  void aReviewThatIsSomebodyElsesByNowIsNotToldAsHis() throws Exception {
    try (var receiver = new Receiver(Receiver.status(503))) {
      var id = crm(receiver, shop, SMALL);
      var review = DeskForTests.said(shop, "c-1", true, true);
      DeskForTests.post(review);
      await().atMost(SOON).until(() -> !receiver.heard().isEmpty());
      DeskForTests.post(DeskForTests.handedOver(review, "c-2", "z@example.com"));
      await().atMost(SOON).until(() -> deliveries(id, "DROPPED") == 1);
      assertThat(bodies(receiver)).allMatch(b -> b.contains("c-1"));
    }
  }

  @Test
  void whatCannotBeReadAnyMoreIsTriedLikeAnyOtherAndNotForEver() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      var delivery = UUID.randomUUID();
      TellingWorld.execute(
          """
          with d as (insert into deliveries (id, medium, recipient, event, state, next_at)
              values ('%1$s', 'CRM', '%2$s', 'segment.entered', 'WAITING', now())),
            s as (insert into signals values
              ('%1$s', '%3$s', 'c-1', 'segment.entered.v1', now(), '{}'))
          insert into crm_messages (delivery_id, endpoint, storefront, customer_id, at)
          values ('%1$s', '%2$s', '%3$s', 'c-1', now())
          """
              .formatted(delivery, id, shop));
      await()
          .atMost(SOON)
          .until(() -> count("select attempts from deliveries where id = '" + delivery + "'") > 2);
      assertThat(rows("select outcome from deliveries where id = '" + delivery + "'"))
          .containsExactly("it could not be written; see the log");
      assertThat(receiver.heard()).isEmpty();
    }
  }
}
