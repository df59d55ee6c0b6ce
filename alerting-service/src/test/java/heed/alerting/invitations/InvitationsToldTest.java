package heed.alerting.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.invitations.Invitation.State;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of invitations leaves by an outbox of its own. */
@QuarkusTest
@OnTheWire
class InvitationsToldTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Inject OrdersBatch batch;
  @Inject Transactions transactions;

  private final String shop = "told-" + UUID.randomUUID();
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());
  private final TopicListener topic = probe.listen(Topics.INVITATIONS_CHANGED);

  @AfterEach
  void tidy() {
    topic.close();
    probe.close();
    transactions.call(
        SOON, c -> Sql.update(c, "delete from invitations where storefront = ?", shop));
  }

  private OrderHeard.Delivered order(String id) {
    return Orders.due(shop, id, "c-" + id, "anna@example.com", 12);
  }

  private void becomes(String id, UnaryOperator<Invitation> what) {
    transactions.call(
        SOON,
        connection -> {
          var before = InvitationRows.lock(connection, Ids.order(shop, id));
          InvitationRows.save(connection, List.of(what.apply(before)));
          return true;
        });
  }

  private void asked(String id) {
    becomes(id, i -> i.in(State.INVITED).with(i.moments().asked(NOON)));
  }

  private List<ConsumerRecord<byte[], byte[]>> next(int n) {
    return topic.next(n, SOON, record -> read(record).storefront().equals(shop));
  }

  private static InvitationChanged read(ConsumerRecord<byte[], byte[]> record) {
    return EventJson.read(record.value(), InvitationChanged.class);
  }

  private void awaitNothingWaits() {
    await()
        .atMost(SOON)
        .until(
            () ->
                transactions
                        .read(
                            c ->
                                Sql.list(
                                    c,
                                    "select count(*) as n from invitations_outbox where storefront = ?",
                                    row -> row.getLong("n"),
                                    shop))
                        .getFirst()
                    == 0);
  }

  @Test
  void whateverBecomesOfAnInvitationIsToldOnceWithAllThatIsKnownByThen() {
    batch.apply(List.of(order("MARKEDORDER7")));
    asked("MARKEDORDER7");
    becomes("MARKEDORDER7", i -> i.with(i.moments().sent(NOON)));
    var opened = NOON.plusSeconds(60);
    batch.apply(List.of(Orders.opened(shop, "MARKEDORDER7", opened)));
    batch.apply(List.of(Orders.opened(shop, "MARKEDORDER7", opened.plusSeconds(5))));
    becomes(
        "MARKEDORDER7", i -> i.in(State.REMINDED).with(i.moments().reminded(NOON.plusSeconds(90))));
    DeskForTests.post(DeskForTests.marked(shop, "c-7", "7"));
    batch.apply(List.of(Orders.declined(shop, "MARKEDORDER7", NOON.plusSeconds(120))));

    var records = next(5);
    var told = new HashMap<What, InvitationChanged>();
    for (var record : records) {
      var event = read(record);
      assertThat(told.put(event.what(), event)).as("told twice: %s", event).isNull();
      assertThat(new String(record.key())).isEqualTo(event.orderKey().toString());
      assertThat(TopicListener.header(record, "ce_id"))
          .isEqualTo(
              Ids.fact(event.orderKey(), EventType.INVITATION_CHANGED, event.what().name())
                  .toString());
      assertThat(TopicListener.text(record)).doesNotContain("MARKED", "c-7", "anna", "contact");
    }
    assertThat(told)
        .containsOnlyKeys(What.SENT, What.OPENED, What.REMINDED, What.ANSWERED, What.DECLINED);
    var last = told.get(What.DECLINED);
    assertThat(last.sentAt()).isEqualTo(NOON);
    assertThat(last.openedAt()).isEqualTo(opened);
    assertThat(last.remindedAt()).isEqualTo(NOON.plusSeconds(90));
    assertThat(last.answeredAt()).isNotNull();
    assertThat(last.products()).containsExactly("sku-1");
    assertThat(last.language()).isEqualTo("lv");
    assertThat(last.country()).isEqualTo("LV");
    assertThat(last.bouncedAt()).isNull();
    awaitNothingWaits();
  }

  @Test
  void ofAnOrderAboutWhichNobodyWasAskedNothingIsTold() {
    batch.apply(List.of(order("MARKEDORDER8"), order("asked")));
    DeskForTests.post(DeskForTests.marked(shop, "c-8", "8"));
    asked("asked");
    becomes("asked", i -> i.with(i.moments().sent(NOON)));
    assertThat(next(1))
        .extracting(record -> read(record).orderKey())
        .containsExactly(Ids.order(shop, "asked"));
    awaitNothingWaits();
  }

  @Test
  void whoIsErasedOrForgottenByTheTimeIsToldAsForgottenAndAsNothingElse() {
    var orders = Map.of("erased", "c-erased", "old", "c-old");
    orders.forEach((id, customer) -> batch.apply(List.of(of(id, customer))));
    orders.keySet().forEach(this::asked);
    orders.keySet().forEach(id -> becomes(id, i -> i.with(i.moments().sent(NOON))));
    next(2);
    DeskForTests.erase(shop, "c-erased");
    transactions.call(
        SOON,
        c -> Sql.update(c, "delete from invitations where order_key = ?", Ids.order(shop, "old")));
    assertThat(next(2))
        .allSatisfy(
            record -> {
              var event = read(record);
              assertThat(event.what()).isEqualTo(What.FORGOTTEN);
              assertThat(event.products()).isEmpty();
              assertThat(event.sentAt()).isNull();
              assertThat(event.country()).isNull();
            })
        .extracting(record -> read(record).orderKey())
        .containsExactlyInAnyOrder(Ids.order(shop, "erased"), Ids.order(shop, "old"));
    awaitNothingWaits();
  }

  @Test
  void whatWasSentBeforeThereWasATopicIsToldByTheMigration() throws IOException {
    batch.apply(List.of(order("before"), order("waiting")));
    asked("before");
    becomes("before", i -> i.with(i.moments().sent(NOON)));
    next(1);
    awaitNothingWaits();
    var sql = fromBefore();
    transactions.call(SOON, c -> c.createStatement().execute(sql));
    var event = read(next(1).getFirst());
    assertThat(event.orderKey()).isEqualTo(Ids.order(shop, "before"));
    assertThat(event.sentAt()).isEqualTo(NOON);
    awaitNothingWaits();
  }

  private static String fromBefore() throws IOException {
    var migration = "/db/migration/V61__what_became_of_invitations_is_told.sql";
    try (var in = InvitationsToldTest.class.getResourceAsStream(migration)) {
      var sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return sql.substring(sql.lastIndexOf("insert into invitations_outbox"));
    }
  }

  private OrderHeard of(String id, String customer) {
    var then = Instant.now().minus(8, ChronoUnit.DAYS);
    return Orders.delivered(
        shop,
        id,
        new Customer(customer, DeskForTests.sealed(Ids.order(shop, id), "Anna", "a@example.com")),
        Orders.zone(12),
        then,
        then);
  }

  @Test
  void whatHasNotLeftWhenItIsForgottenNeverDoes() {
    var key = Ids.order(shop, "late");
    var forgotten =
        new Invitation(key, shop, 7, State.ERASED, null, null, Invitation.Moments.NONE.sent(NOON));
    for (var now : new Invitation[] {forgotten, null}) {
      var event = InvitationsRelay.event(key, shop, What.OPENED, NOON, now);
      assertThat(event.what()).isEqualTo(What.FORGOTTEN);
      assertThat(event.sentAt()).isNull();
    }
  }
}
