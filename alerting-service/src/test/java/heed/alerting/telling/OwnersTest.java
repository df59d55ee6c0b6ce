package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A review can come to be somebody else's; what was said to the one before is not his. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class OwnersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Inject Transactions transactions;
  @Inject Results results;

  private final String run = UUID.randomUUID().toString();
  private final String shop = "shop-" + run;
  private SmtpGate gate;

  @BeforeEach
  void open() throws IOException {
    gate = SmtpGate.open();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
    TellingWorld.tidy();
  }

  /** How far the letters are, and whether they were tried. */
  private static List<String> letters() {
    return rows(
        "select state || case when attempts > 0 then ' tried' else '' end from deliveries"
            + " where medium = 'CUSTOMER' order by state");
  }

  private static void awaitLetters(String... states) {
    await().atMost(LONG).untilAsserted(() -> assertThat(letters()).containsExactly(states));
  }

  @Test
  void aGuestIsAnotherOneByHisAddressAndNotByHowItIsSealed() {
    var review =
        DeskForTests.handedOver(
            DeskForTests.marked(shop, "c-1", run), null, "Anna", "anna@customer.example");
    var id = DeskForTests.post(review);
    var owned = "select coalesce(owned_from, 0) from cases where id = '" + id + "'";
    DeskForTests.post(
        DeskForTests.handedOver(review, null, "Anna Berzina", "Anna@customer.example"));
    assertThat(TellingWorld.count(owned)).isZero();
    DeskForTests.post(DeskForTests.handedOver(review, null, "Anna", "zane@customer.example"));
    assertThat(TellingWorld.count(owned)).isPositive();
  }

  @Test
  void whatBecameOfALetterAndAnErasureNeverWaitForEachOther() throws Exception {
    var order = UUID.randomUUID();
    var id = UUID.randomUUID();
    TellingWorld.execute(
        """
        with i as (insert into invitations (order_key, storefront, revision, state)
            values ('%1$s', '%2$s', 1, 'CANCELLED')),
          d as (insert into deliveries (id, medium, recipient, event, state, attempts, next_at)
            values ('%3$s', 'CUSTOMER', 'invitations', 'letter', 'WAITING', 1,
              now() + interval '1 hour'))
        insert into invitation_letters values ('%3$s', '%1$s', 'INVITATION')
        """
            .formatted(order, shop, id));
    var delivery = transactions.read(c -> Objects.requireNonNull(DeliveryRows.find(c, id)));
    var outcome = new Outcome.Dropped("it was no longer to be sent");
    var saving =
        new FutureTask<>(() -> transactions.call(LONG, c -> results.save(c, delivery, outcome)));
    transactions.call(
        LONG,
        erasure -> {
          var held =
              "select order_key from invitations where order_key = '" + order + "' for update";
          assertThat(Sql.list(erasure, held, row -> row.getString(1))).hasSize(1);
          Thread.ofVirtual().start(saving);
          var own = Sql.list(erasure, "select pg_backend_pid()", row -> row.getInt(1)).getFirst();
          var waiting =
              "select count(*) from pg_stat_activity where %d = any (pg_blocking_pids(pid))"
                  .formatted(own);
          await().atMost(LONG).until(() -> TellingWorld.count(waiting) == 1);
          var next = "select id from deliveries where id = '" + id + "' for update nowait";
          return assertThat(Sql.list(erasure, next, row -> row.getString(1))).hasSize(1);
        });
    assertThat(saving.get()).isTrue();
    TellingWorld.execute("delete from invitations where order_key = '" + order + "'");
  }

  @Test
  void aLetterThatWaitsIsNotSentToTheNextOwnerOfTheReview() throws Exception {
    gate.answers(451);
    var review = DeskForTests.marked(shop, "c-1", run);
    var id = DeskForTests.post(review);
    answer(id, "only for the first of them", "PUBLIC");
    awaitLetters("WAITING tried");
    DeskForTests.post(DeskForTests.handedOver(review, "c-2", "zane@customer.example"));
    // the server stays busy: an attempt that began before, to the first of them, must not arrive
    awaitLetters("DROPPED tried");
    gate.answers(0);
    assertThat(gate.received()).isEmpty();
    answer(id, "for the second", "PUBLIC");
    awaitLetters("DELIVERED tried", "DROPPED tried");
    var mail = gate.received();
    assertThat(mail).hasSize(1);
    assertThat(mail[0].getAllRecipients()[0]).hasToString("zane@customer.example");
    assertThat(rows("select outcome from deliveries where state = 'DROPPED'"))
        .containsExactly("it was no longer so");
  }
}
