package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A review can come to be somebody else's; what was said to the one before is not his. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class OwnersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final String run = UUID.randomUUID().toString();
  private final String shop = "shop-" + run;
  private GreenMail server;
  private SmtpGate gate;

  @BeforeEach
  void open() throws IOException {
    server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    var port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
    gate = new SmtpGate(port, server.getSmtp().getPort());
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
    server.stop();
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
    assertThat(server.getReceivedMessages()).isEmpty();
    answer(id, "for the second", "PUBLIC");
    awaitLetters("DELIVERED tried", "DROPPED tried");
    var mail = server.getReceivedMessages();
    assertThat(mail).hasSize(1);
    assertThat(mail[0].getAllRecipients()[0]).hasToString("zane@customer.example");
    assertThat(rows("select outcome from deliveries where state = 'DROPPED'"))
        .containsExactly("it was no longer so");
  }
}
