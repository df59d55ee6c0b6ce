package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.execute;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Transactions;
import heed.events.Channel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters while there is no mail server. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class MailAwayTest {
  /** A server that says nothing is waited for. */
  private static final Duration SOON = Duration.ofSeconds(90);

  private static final String STATE = "select state from deliveries";

  @Inject Transactions transactions;

  private final String shop = "shop-" + UUID.randomUUID();
  private final String customer = "customer-" + UUID.randomUUID() + "@example.com";
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

  private void answered() {
    answer(DeskForTests.open(shop, Channel.STOREFRONT, customer), "We are sorry, Anna.", "PUBLIC");
  }

  private static void awaitOutcome(String words) {
    await()
        .atMost(SOON)
        .until(() -> rows("select outcome from deliveries").toString().contains(words));
  }

  @ParameterizedTest
  @ValueSource(ints = {SmtpGate.AWAY, SmtpGate.SILENT, 451, 550})
  void aLetterOutlivesAnOutageThatIsLongerThanAnyRetry(int fault) throws Exception {
    gate.answers(fault);
    answered();
    awaitOutcome(Outcome.Away.WORDS);
    execute("update deliveries set since = now() - interval '3 days'");
    var spared = "select count(*) from deliveries where since > now() - interval '1 day'";
    await().atMost(SOON).until(() -> count(spared) == 1);
    assertThat(rows(STATE)).containsExactly("WAITING");
    assertThat(transactions.read(DeliveryRows::waitForMail)).as("an operator sees it").isEqualTo(1);
    gate.answers(0);
    await().atMost(SOON).until(() -> rows(STATE).contains("DELIVERED"));
    assertThat(gate.received()).hasSize(1);
    assertThat(transactions.read(DeliveryRows::waitForMail)).isZero();
  }

  @Test
  void afterAMonthOfOutageItGoesToTheDeadList() throws Exception {
    gate.answers(SmtpGate.AWAY);
    answered();
    awaitOutcome(Outcome.Away.WORDS);
    execute("update deliveries set created_at = now() - interval '31 days'");
    await().atMost(SOON).until(() -> rows(STATE).contains("DEAD"));
  }

  @Test
  void aLetterAtWhichTheServerBreaksOffIsOneThatFails() throws Exception {
    gate.answers(SmtpGate.HANGS_UP);
    answered();
    awaitOutcome("the mail server broke it off");
    execute("update deliveries set since = now() - interval '3 days'");
    await().atMost(SOON).until(() -> rows(STATE).contains("DEAD"));
    assertThat(transactions.read(DeliveryRows::waitForMail)).isZero();
  }
}
