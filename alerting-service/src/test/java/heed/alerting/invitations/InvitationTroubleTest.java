package heed.alerting.invitations;

import static heed.embedded.SmtpSink.Taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.BesideCases.ReviewedOrder;
import heed.alerting.OnTheWire;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.telling.Correspondence.Written;
import heed.alerting.telling.MailTest;
import heed.embedded.SmtpSink;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.OrderCancelled.Reason;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What asking does when not all is well around it. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class InvitationTroubleTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Its orders are not asked about. */
  private static final String SILENT = "silent-shop";

  private static SmtpSink sink;

  @Inject OrdersBatch batch;
  @Inject Transactions transactions;
  @Inject OrdersBeside beside;
  @Inject DueInvitations due;
  @Inject InvitationLetters writer;
  @Inject InvitationHousekeeping housekeeping;

  private final String shop = "shop-" + UUID.randomUUID();
  private final String email = "anna-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void open() {
    var port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
    sink = SmtpSink.open(port, Instant::now, to -> false);
  }

  @AfterAll
  static void close() {
    sink.close();
  }

  @AfterEach
  void tidy() {
    execute("delete from deliveries");
    execute("delete from invitations");
    execute("delete from suppressions");
    execute("delete from templates");
  }

  private List<Taken> letters(String to) {
    return sink.taken().stream().filter(taken -> taken.to().equals(to)).toList();
  }

  private OrderHeard order(String id, String to, int hour) {
    return Orders.due(shop, id, "c-" + id, to, hour);
  }

  private String of(String storefront, String id, String column) {
    return text(
        "select %s from invitations where order_key = '%s'"
            .formatted(column, Ids.order(storefront, id)));
  }

  private String text(String sql) {
    return transactions.read(
        c ->
            Sql.list(c, sql, row -> String.valueOf(row.getString(1))).stream()
                .findFirst()
                .orElse(""));
  }

  private void execute(String sql) {
    transactions.call(SOON, c -> c.createStatement().execute(sql));
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
            .formatted(Orders.zone(12), set, Ids.order(shop, id)));
  }

  /** As it was when its storefront still asked. */
  private void begunWhereNobodyIsAsked(String id) {
    batch.apply(List.of(order(id, email, 1)));
    becomes(id, "storefront = '%s', order_key = '%s'".formatted(SILENT, Ids.order(SILENT, id)));
  }

  @Test
  void anOrderThatHasItsLetterKeepsNoOtherWaiting() {
    batch.apply(List.of(order("had", email, 1), order("new", "b-" + email, 1)));
    letter(shop, "had", "DELIVERED");
    execute(
        "update invitations set details = jsonb_set(details, '{timeZone}', '\"%s\"'), next_at = now()"
            .formatted(Orders.zone(12)));
    await().atMost(SOON).until(() -> letters("b-" + email).size() == 1);
    await().atMost(SOON).until(() -> of(shop, "had", "state").equals("INVITED"));
    assertThat(of(shop, "had", "concat(contact, next_at)")).isEmpty();
    assertThat(letters(email)).isEmpty();
  }

  @Test
  void whereNobodyIsAskedNoOrderBeginsAndEveryNoCounts() throws Exception {
    batch.apply(List.of(Orders.due(SILENT, "new", "c-new", email, 12)));
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
    batch.apply(List.of(order("dropped", email, 1), order("back", "b-" + email, 1)));
    letter(shop, "dropped", "DROPPED");
    letter(shop, "back", "DROPPED");
    becomes("dropped", "state = 'INVITED', asked_at = now(), next_at = null");
    becomes("back", "state = 'REFUNDED', asked_at = now(), next_at = null");
    housekeeping.keep();
    await().atMost(SOON).until(() -> of(shop, "dropped", "sent_at is not null").equals("t"));
    assertThat(letters(email)).hasSize(1);
    housekeeping.keep();
    assertThat(text("select count(*) from deliveries where state = 'DROPPED'")).isEqualTo("1");
    assertThat(letters("b-" + email)).isEmpty();
  }

  @Test
  void whileTheMailServerIsAwayNoMoreIsDecidedOn() {
    execute(
        """
        insert into deliveries (id, medium, recipient, event, state, attempts, next_at, outcome)
        select gen_random_uuid(), 'CUSTOMER', 'invitations', 'order.invitation', 'WAITING', 3,
          now() + interval '1 hour', 'the mail server is away' from generate_series(1, 2000)
        """);
    batch.apply(List.of(order("1", email, 12)));
    assertThat(due.ask()).isZero();
    assertThat(of(shop, "1", "state")).isEqualTo("WAITING");
    execute("update deliveries set outcome = 'it waits for the hour in which it may arrive'");
    await().atMost(SOON).until(() -> letters(email).size() == 1);
  }

  @Test
  void whatNobodyCouldBeAskedAboutInTimeLapsesWithItsContact() {
    batch.apply(List.of(order("old", email, 1), order("asked", email, 1), order("new", email, 1)));
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
    batch.apply(List.of(order("1", email, 12)));
    await().atMost(SOON).until(() -> letters(email).size() == 1);
    assertThat(letters(email).getFirst().header("Subject")).isNotEqualTo("Old");
  }

  @Test
  void whatALaterReleaseKnowsOfAnOrderDoesNotStopThisOne() {
    batch.apply(List.of(order("1", email, 1)));
    becomes("1", "next_at = now()");
    execute("update invitations set details = jsonb_set(details, '{gift}', 'true')");
    await().atMost(SOON).until(() -> letters(email).size() == 1);
  }
}
