package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.act;
import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.endpoint;
import static heed.alerting.telling.TellingWorld.execute;
import static heed.alerting.telling.TellingWorld.storefronts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Transactions;
import heed.events.Ids;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.testing.DataMap;
import heed.testing.Stored;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After an erasure every row of every table is searched for what was known of the customer,
 * whatever the tables are called and whoever made them.
 */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class ErasureSearchTest {
  /** Every row of every table is read, those of other tests as well. */
  private static final Duration LONG = Duration.ofMinutes(2);

  @Inject Transactions transactions;
  @Inject MeterRegistry meters;

  private final String run = UUID.randomUUID().toString();
  private final String shop = "shop-" + run;
  private final String customer = mark("customer");
  private SmtpGate gate;

  /** Every test has marks of its own. */
  private String mark(String what) {
    return "MARKED" + what.toUpperCase(Locale.ROOT) + run;
  }

  @BeforeEach
  void open() throws IOException {
    gate = SmtpGate.open();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
    TellingWorld.tidy();
  }

  @Test
  void theDataMapSpeaksOfEveryColumnOfEveryTable() {
    var map = DataMap.section("alerting-service");
    var tables = transactions.read(Stored::tables);
    assertThat(map.keySet()).isEqualTo(tables.keySet());
    tables.forEach(
        (table, columns) -> assertThat(map.get(table).differences(columns)).as(table).isEmpty());
  }

  @Test
  void theDataMapSpeaksOfEveryTopic() {
    assertThat(DataMap.section("Topics").keySet())
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topics.Topic::name).toList());
  }

  @Test
  void nothingOfAnErasedCustomerIsInAnyTable() throws Exception {
    TellingWorld.route(
        "\"language\":\"en\",\"timeZone\":\"UTC\",\"members\":[{\"name\":\"A\",\"email\":\"a@desk.example\"}]");
    try (var away = new Receiver(Receiver.status(503))) {
      var hook = endpoint(away.url(), "WEBHOOK", storefronts(shop)).get("id");
      endpoint(away.url(), "SLACK", storefronts(shop));
      CrmWorld.crm(away, shop, CrmWorld.SMALL.replace("[customer.erased]", "[case.escalated]"));
      gate.answers(552);
      var first = DeskForTests.marked(shop, customer, run);
      var id = DeskForTests.post(first);
      answer(id, mark("answer"), "PUBLIC");
      answer(id, mark("internal"), "INTERNAL");
      act(id, "notes", "{\"text\":\"" + mark("note") + "\"}");
      act(id, "resolve", "{\"resolution\":\"" + mark("resolution") + "\"}");
      act(id, "reopen", "{\"reason\":\"" + mark("reason") + "\"}");
      signal(hook);
      var asks = storefronts(shop) + ",\"events\":[\"invitation.changed\"]";
      invitation(String.valueOf(endpoint(away.url(), "WEBHOOK", asks).get("id")));
      await().atMost(SOON).until(() -> customerMail("DEAD") > 0);
      assertThat(found()).as("what is searched for is there").hasSizeGreaterThan(10);
      var seen = String.join("\n", found());
      assertThat(seen)
          .contains("cases: ", "timeline: ", "signals: ", "crm_messages: ", "consents: ");
      for (var what :
          List.of("customer", "order", "external", "title", "text", "answer", "product")) {
        assertThat(seen).contains(mark(what));
      }

      DeskForTests.erase(shop, customer);

      await().atMost(SOON).until(() -> !untold());
      assertThat(found()).isEmpty();
      assertThat(contacts(first)).as("sealed is not erased").isEmpty();
      assertThat(
              count(
                  "select count(*) from notices where medium <> 'WEBHOOK' and case_id = '"
                      + id
                      + "'"))
          .as("nobody is to be told of it")
          .isZero();
      assertThat(customerMail("DEAD")).as("nor is a letter to the customer kept").isZero();
      assertThat(count("select count(*) from invited where case_id = '" + id + "'")).isZero();

      var refused = refused();
      DeskForTests.post(first);
      DeskForTests.post(DeskForTests.again(first, UUID.randomUUID()));
      assertThat(refused()).isEqualTo(refused + 2);
      assertThat(found()).as("what comes late is refused").isEmpty();
    }
  }

  @Test
  void wordsOfSomebodyWhoseReviewIsAnothersByNowAreForgotten() {
    var first = DeskForTests.marked(shop, customer, run);
    var id = DeskForTests.post(first);
    DeskForTests.post(DeskForTests.revised(first, customer, mark("text") + " and more"));
    act(id, "notes", "{\"text\":\"" + mark("note") + "\"}");
    DeskForTests.post(DeskForTests.revised(first, "c-other", "words of somebody else"));
    assertThat(found()).isNotEmpty();
    DeskForTests.erase(shop, customer);
    assertThat(found())
        .allMatch(
            f ->
                f.endsWith(mark("order"))
                    || f.endsWith(mark("external"))
                    || f.endsWith(mark("title")));
    var still = TellingWorld.asTest().get("/v1/cases/" + id).then().statusCode(200).extract();
    assertThat(still.jsonPath().getString("text")).isEqualTo("words of somebody else");
    assertThat(still.jsonPath().getString("customer.id")).isEqualTo("c-other");
  }

  /** As it would be after metrics-service told it. */
  private void signal(String endpoint) {
    var id = UUID.randomUUID();
    execute(
        "insert into deliveries (id, medium, recipient, event, state, next_at) values ('%s', 'WEBHOOK', '%s', 'segment.entered', 'WAITING', now() + interval '1 hour')"
            .formatted(id, endpoint));
    execute(
        "insert into signals (delivery_id, storefront, customer_id, type, at, data) values ('%s', '%s', '%s', 'segment.entered.v1', now() + interval '1 minute', '{\"customerId\":\"%s\"}')"
            .formatted(id, shop, customer, customer));
  }

  /** One that was sent, and of which a program has not heard yet. */
  private void invitation(String endpoint) {
    var order = mark("order") + "-2";
    var key = Ids.order(shop, order);
    execute(
        "insert into invitations (order_key, storefront, revision, state, order_id, customer_id, received_at, asked_at, sent_at) values ('%s', '%s', 1, 'INVITED', '%s', '%s', now() - interval '1 minute', now(), now())"
            .formatted(key, shop, order, customer));
    var id = UUID.randomUUID();
    execute(
        "insert into deliveries (id, medium, recipient, event, state, next_at) values ('%s', 'WEBHOOK', '%s', 'invitation.changed', 'WAITING', now() + interval '1 hour')"
            .formatted(id, endpoint));
    execute(
        "insert into signals (delivery_id, storefront, order_key, type, at, data) values ('%s', '%s', '%s', 'invitation.changed.v1', now(), '{\"products\":[\"%s\"]}')"
            .formatted(id, shop, key, mark("product")));
  }

  /** True while it has not come back from the topic that the invitation is forgotten. */
  private boolean untold() {
    return count("select count(*) from signals where data like '%" + mark("product") + "%'") > 0;
  }

  private List<String> found() {
    var markers = new ArrayList<String>();
    for (var what :
        List.of(
            "customer",
            "order",
            "external",
            "name",
            "email",
            "title",
            "text",
            "product",
            "answer",
            "internal",
            "note",
            "resolution",
            "reason")) {
      markers.add(mark(what));
    }
    return transactions.call(LONG, c -> Stored.search(c, markers));
  }

  private List<String> contacts(ReviewTagged tagged) {
    var contact = String.valueOf(tagged.review().customer().contact());
    return transactions.call(LONG, c -> Stored.search(c, List.of(contact)));
  }

  private double refused() {
    return meters.find("heed.reviews.applied").tag("outcome", "refused").counters().stream()
        .mapToDouble(c -> c.count())
        .sum();
  }

  private static long customerMail(String state) {
    return count(
        "select count(*) from deliveries where medium = 'CUSTOMER' and state = '" + state + "'");
  }
}
