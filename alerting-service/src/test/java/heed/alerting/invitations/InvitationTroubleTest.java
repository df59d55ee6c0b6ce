package heed.alerting.invitations;

import static heed.alerting.invitations.AskingWorld.SOON;
import static heed.alerting.invitations.AskingWorld.execute;
import static heed.alerting.invitations.AskingWorld.of;
import static heed.alerting.invitations.AskingWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.BesideCases.ReviewedOrder;
import heed.alerting.OnTheWire;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.telling.Correspondence.Written;
import heed.alerting.telling.MailTest;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.OrderCancelled.Reason;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What asking does when not all is well around it. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class InvitationTroubleTest {
  /** Its orders are not asked about. */
  private static final String SILENT = "silent-shop";

  @Inject OrdersBatch batch;
  @Inject Transactions transactions;
  @Inject OrdersBeside beside;
  @Inject DueInvitations due;
  @Inject InvitationLetters writer;
  @Inject InvitationHousekeeping housekeeping;

  private final AskingWorld world = new AskingWorld();

  @BeforeEach
  void open() {
    world.open();
  }

  @AfterEach
  void tidy() {
    world.close();
  }

  private OrderHeard order(String id, String to, int hour) {
    return world.order(id, "c-" + id, to, hour);
  }

  /** The letter of an order that came at night, put down in a state. */
  private UUID letter(String storefront, String id, String state) {
    var key = Ids.order(storefront, id);
    var delivery = Ids.fact(key, EventType.ORDER_DELIVERED, "invitation");
    execute(
        """
        insert into deliveries (id, medium, recipient, event, state, next_at, done_at, outcome)
        values ('%s', 'CUSTOMER', 'invitations', 'order.invitation', '%s',
          now() + interval '1 day', now(), 'x')
        """
            .formatted(delivery, state));
    execute(
        "insert into invitation_letters (delivery_id, order_key, letter) values ('%s', '%s', 'INVITATION')"
            .formatted(delivery, key));
    return delivery;
  }

  private void becomes(String id, String set) {
    execute(
        "update invitations set details = jsonb_set(details, '{timeZone}', '\"%s\"'), %s where order_key = '%s'"
            .formatted(Orders.zone(12), set, Ids.order(world.shop, id)));
  }

  /** As it was when its storefront still asked. */
  private void begunWhereNobodyIsAsked(String id) {
    batch.apply(List.of(order(id, world.email, 1)));
    becomes(id, "storefront = '%s', order_key = '%s'".formatted(SILENT, Ids.order(SILENT, id)));
  }

  @Test
  void anOrderThatHasItsLetterKeepsNoOtherWaiting() {
    batch.apply(List.of(order("had", world.email, 1), order("new", "b-" + world.email, 1)));
    letter(world.shop, "had", "DELIVERED");
    execute(
        "update invitations set details = jsonb_set(details, '{timeZone}', '\"%s\"'), next_at = now()"
            .formatted(Orders.zone(12)));
    world.awaitLetters("b-" + world.email, 1);
    await().atMost(SOON).until(() -> of(world.shop, "had", "state").equals("INVITED"));
    assertThat(of(world.shop, "had", "concat(contact, next_at)")).isEmpty();
    assertThat(world.letters(world.email)).isEmpty();
  }

  @Test
  void whereNobodyIsAskedNoOrderBeginsAndEveryNoCounts() throws Exception {
    batch.apply(List.of(Orders.due(SILENT, "new", "c-new", world.email, 12)));
    assertThat(of(SILENT, "new", "state")).isEmpty();
    for (var id : List.of("no", "back", "reviewed")) {
      begunWhereNobodyIsAsked(id);
    }
    batch.apply(
        List.of(
            Orders.declined(SILENT, "no", Instant.now()),
            Orders.cancelled(SILENT, "back", Reason.CANCELLED)));
    transactions.call(
        SOON,
        c -> {
          beside.reviewed(c, List.of(new ReviewedOrder(SILENT, "reviewed", Instant.now())));
          return true;
        });
    assertThat(of(SILENT, "no", "state")).isEqualTo("DECLINED");
    assertThat(of(SILENT, "back", "state")).isEqualTo("CANCELLED");
    assertThat(of(SILENT, "reviewed", "state")).isEqualTo("ANSWERED");
    assertThat(text("select count(*) from suppressions where kind = 'CUSTOMER'")).isEqualTo("1");
  }

  @Test
  void whereNobodyIsAskedAnyMoreWhatIsDueWaitsAndNoLetterLeaves() {
    begunWhereNobodyIsAsked("waits");
    begunWhereNobodyIsAsked("reminded");
    begunWhereNobodyIsAsked("leaves");
    var where = "update invitations set %s where order_id = '%s'";
    execute(where.formatted("next_at = now()", "waits"));
    execute(
        where.formatted(
            "state = 'INVITED', sent_at = now() - interval '6 days', next_at = now()", "reminded"));
    execute(where.formatted("state = 'INVITED', next_at = null", "leaves"));
    await()
        .atMost(SOON)
        .until(() -> of(SILENT, "waits", "next_at > now() + interval '5 hours'").equals("t"));
    assertThat(of(SILENT, "waits", "state")).isEqualTo("WAITING");
    await().atMost(SOON).until(() -> of(SILENT, "reminded", "next_at is null").equals("t"));
    assertThat(of(SILENT, "reminded", "concat(state, contact)")).isEqualTo("INVITED");
    var delivery = letter(SILENT, "leaves", "WAITING");
    var written = transactions.call(SOON, c -> writer.write(c, delivery));
    assertThat((Object) written).isInstanceOf(Written.No.class);
    assertThat(of(SILENT, "leaves", "concat(state, contact)")).isEqualTo("UNDELIVERED");
    assertThat(text("select count(*) from deliveries")).isEqualTo("1");
  }

  @Test
  void aLetterThatACopyOfTheReleaseBeforeDroppedLeavesAfterAll() {
    batch.apply(List.of(order("dropped", world.email, 1), order("back", "b-" + world.email, 1)));
    letter(world.shop, "dropped", "DROPPED");
    letter(world.shop, "back", "DROPPED");
    becomes("dropped", "state = 'INVITED', asked_at = now(), next_at = null");
    becomes("back", "state = 'REFUNDED', asked_at = now(), next_at = null");
    housekeeping.keep();
    await().atMost(SOON).until(() -> of(world.shop, "dropped", "sent_at is not null").equals("t"));
    assertThat(world.letters(world.email)).hasSize(1);
    housekeeping.keep();
    assertThat(text("select count(*) from deliveries where state = 'DROPPED'")).isEqualTo("1");
    assertThat(world.letters("b-" + world.email)).isEmpty();
  }

  @Test
  void whileTheMailServerIsAwayNoMoreIsDecidedOn() {
    execute(
        """
        insert into deliveries (id, medium, recipient, event, state, attempts, next_at, outcome)
        select gen_random_uuid(), 'CUSTOMER', 'invitations', 'order.invitation', 'WAITING', 3,
          now() + interval '1 hour', 'the mail server is away' from generate_series(1, 2000)
        """);
    batch.apply(List.of(order("1", world.email, 12)));
    assertThat(due.ask()).isZero();
    assertThat(of(world.shop, "1", "state")).isEqualTo("WAITING");
    execute("update deliveries set outcome = 'it waits for the hour in which it may arrive'");
    world.awaitLetters(world.email, 1);
  }

  @Test
  void whatNobodyCouldBeAskedAboutInTimeLapsesWithItsContact() {
    batch.apply(
        List.of(
            order("old", world.email, 1),
            order("asked", world.email, 1),
            order("new", world.email, 1)));
    var late = "next_at = now() - interval '31 days'";
    var states =
        transactions.call(
            SOON,
            c -> {
              var old = "update invitations set " + late + " where order_id in ('old', 'asked')";
              c.createStatement().execute(old);
              c.createStatement()
                  .execute("update invitations set state = 'INVITED' where order_id = 'asked'");
              housekeeping.lapse(c);
              return Sql.list(
                  c,
                  "select concat(order_id, ' ', state, contact is null, next_at is null) from invitations order by 1",
                  row -> row.getString(1));
            });
    assertThat(states).containsExactly("asked INVITEDtt", "new WAITINGff", "old LAPSEDtt");
  }

  @Test
  void aTemplateFromBeforeThereWereLettersIsPassedOver() {
    execute(
        """
        insert into templates (id, title, language, text, changed_at, changed_by)
        values ('invitation-lv', 'Old', 'lv', 'Thank you', now(), 'somebody')
        """);
    batch.apply(List.of(order("1", world.email, 12)));
    world.awaitLetters(world.email, 1);
    assertThat(world.letters(world.email).getFirst().header("Subject")).isNotEqualTo("Old");
  }

  @Test
  void whatALaterReleaseKnowsOfAnOrderDoesNotStopThisOne() {
    batch.apply(List.of(order("1", world.email, 1)));
    becomes("1", "next_at = now()");
    execute("update invitations set details = jsonb_set(details, '{gift}', 'true')");
    world.awaitLetters(world.email, 1);
  }
}
