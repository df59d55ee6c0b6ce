package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.count;
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

  private static long letters(String condition) {
    return count("select count(*) from deliveries where medium = 'CUSTOMER' and " + condition);
  }

  @Test
  void aLetterThatWaitsIsNotSentToTheNextOwnerOfTheReview() throws Exception {
    gate.answers(451);
    var review = DeskForTests.marked(shop, "c-1", run);
    var id = DeskForTests.post(review);
    answer(id, "only for the first of them", "PUBLIC");
    await().atMost(SOON).until(() -> letters("attempts > 0 and state = 'WAITING'") == 1);
    DeskForTests.post(DeskForTests.handedOver(review, "c-2", "zane@customer.example"));
    gate.answers(0);
    await().atMost(SOON).until(() -> letters("state = 'DROPPED'") == 1);
    assertThat(server.getReceivedMessages()).isEmpty();
    answer(id, "for the second", "PUBLIC");
    await().atMost(SOON).until(() -> letters("state = 'DELIVERED'") == 1);
    var mail = server.getReceivedMessages();
    assertThat(mail).hasSize(1);
    assertThat(mail[0].getAllRecipients()[0]).hasToString("zane@customer.example");
    assertThat(rows("select outcome from deliveries where state = 'DROPPED'"))
        .containsExactly("it was no longer so");
  }
}
