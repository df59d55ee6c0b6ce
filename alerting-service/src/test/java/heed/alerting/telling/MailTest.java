package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.act;
import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.route;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.events.Channel;
import heed.events.Source;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
public class MailTest {
  /** A sender, and a server that the test starts and stops. */
  public static class WithMail implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var settings = TellingWorld.settings();
      settings.put("heed.telling.mail.from", "heed@riga-shop.example");
      settings.put("heed.telling.console", "https://heed.example");
      settings.put("heed.telling.invite.link", "https://{storefront}.example/r?id={review}");
      settings.put("heed.invitations.form", "https://reviews.example/");
      settings.put("heed.invitations.poll", "PT0.1S");
      settings.put("heed.invitations.storefront.silent-shop.enabled", "false");
      settings.put("heed.invitations.storefront.named-shop.name", "Rīgas tējkannas");
      settings.put("heed.form.key", "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=");
      settings.put("quarkus.mailer.host", "127.0.0.1");
      settings.put("quarkus.mailer.keep-alive", "false");
      settings.put("heed.telling.mail.timeout", "PT5S");
      settings.put("quarkus.mailer.port", "" + freePort());
      return settings;
    }

    /** Where the service looks for its mail server. */
    public static int port() {
      return ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
    }

    /** Below those that connections of our own are given, so that it is still free later. */
    private static int freePort() {
      for (var port = 20_000 + new Random().nextInt(9_000); port < 30_000; port++) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
          return socket.getLocalPort();
        } catch (IOException e) {
          // taken: the next one
        }
      }
      throw new IllegalStateException("no port is free");
    }
  }

  private final String shop = "shop-" + UUID.randomUUID();
  private final String anna = "anna-" + UUID.randomUUID() + "@example.com";
  private final String customer = "customer-" + UUID.randomUUID() + "@example.com";
  private static SmtpGate gate;

  @BeforeAll
  static void open() throws IOException {
    gate = SmtpGate.open();
  }

  @AfterAll
  static void close() throws IOException {
    gate.close();
  }

  @AfterEach
  void tidy() throws IOException {
    gate.answers(0);
    TellingWorld.tidy();
  }

  @ParameterizedTest
  @CsvSource({
    "en, New case: Kettle",
    "lv, Jauns gadījums: Kettle",
    "sl, Nov primer: Kettle",
    "de, Neuer Fall: Kettle"
  })
  void theTeamIsToldOfANewCaseInItsLanguage(String language, String subject) throws Exception {
    route(team(language, ""));
    var id = DeskForTests.open(1, shop).getFirst();
    var mail = mails(anna, 1).getFirst();
    assertThat(mail.getSubject()).isEqualTo(subject + " (" + shop + ")");
    assertThat(mail.getFrom()[0]).hasToString("heed@riga-shop.example");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(text(mail))
        .contains("https://heed.example/cases/" + id, "1/5", "(Europe/Riga)")
        .doesNotContain("SECRET WORDS", "{");
  }

  @Test
  void aBurstIsOneMailAndNotThirtySeven() throws Exception {
    route(team("en", ""));
    DeskForTests.open(37, shop);
    var mails = mails(anna, 1);
    await()
        .atMost(SOON)
        .until(() -> count("select count(*) from notices where delivery_id is null") == 0);
    assertThat(mails).hasSize(1);
    assertThat(mails.getFirst().getSubject()).isEqualTo("37 new cases");
    assertThat(text(mails.getFirst())).contains("… and 17 more.");
    assertThat(received(anna)).hasSize(1);
  }

  @Test
  void nobodyIsToldInQuietHoursAndARecordIsNotDelayed() throws Exception {
    var now = LocalTime.now(ZoneOffset.UTC);
    var hours = DateTimeFormatter.ofPattern("HH:mm");
    var quiet =
        ",\"quietHours\":{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(now.minusHours(2).format(hours), now.plusHours(2).format(hours));
    route(team("en", quiet).replace("Europe/Riga", "UTC"));
    DeskForTests.open(1, shop);
    await().atMost(SOON).until(() -> !rows(waiting()).isEmpty());
    assertThat(count("select count(*) from notices where due_at > now() + interval '1 hour'"))
        .isEqualTo(1);
    assertThat(received(anna)).isEmpty();
  }

  @Test
  void whatIsAnsweredBeforeItIsToldIsNotTold() throws Exception {
    gate.answers(-1);
    route(team("en", ""));
    var id = DeskForTests.open(1, shop).getFirst();
    await().atMost(SOON).until(() -> attempts() > 0);
    answer(id, "Sorry", "PUBLIC");
    // the server stays away: an attempt that began before the answer must not arrive
    await().atMost(SOON).until(() -> states(anna).equals(List.of("DROPPED")));
    assertThat(received(anna)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1", "421", "451"})
  void aServerThatIsAwayOrBusyGetsItLaterUnderTheSameId(int fault) throws Exception {
    gate.answers(fault);
    route(team("en", ""));
    DeskForTests.open(1, shop);
    await().atMost(SOON).until(() -> attempts() >= 3);
    gate.answers(0);
    var mail = mails(anna, 1).getFirst();
    await().atMost(SOON).until(() -> states(anna).equals(List.of("DELIVERED")));
    var id = rows("select id from deliveries where recipient = '" + anna + "'").getFirst();
    assertThat(mail.getMessageID()).isEqualTo("<" + id + "@heed>");
    assertThat(received(anna)).hasSize(1);
  }

  @Test
  void whatTheServerRefusesForGoodIsGivenUp() throws Exception {
    gate.answers(552);
    route(team("en", ""));
    DeskForTests.open(1, shop);
    await().atMost(SOON).until(() -> states(anna).equals(List.of("DEAD")));
    assertThat(rows("select status from deliveries where recipient = '" + anna + "'"))
        .containsExactly("552");
  }

  @Test
  void aCustomerWhoGaveAnAddressGetsTheAnswerAndOneInvitationForEver() throws Exception {
    var id = DeskForTests.open(shop, Channel.STOREFRONT, customer);
    answer(id, "internal talk", "INTERNAL");
    answer(id, "We are sorry, Anna.", "PUBLIC");
    var answer = mails(customer, 1).getFirst();
    assertThat(answer.getSubject()).isEqualTo("Mūsu atbilde uz jūsu atsauksmi par Kettle");
    assertThat(text(answer)).startsWith("We are sorry, Anna.");
    act(id, "resolve", "{\"resolution\":\"replaced\"}");
    var invitation = mails(customer, 2).get(1);
    assertThat(invitation.getSubject()).isEqualTo("Jūsu atsauksme par Kettle");
    assertThat(text(invitation))
        .startsWith("Sveiki, Anna!")
        .contains("https://" + shop + ".example/r?id=order-");
    act(id, "reopen", "{\"reason\":\"once more\"}");
    answer(id, "And again.", "PUBLIC");
    act(id, "resolve", "{\"resolution\":\"replaced again\"}");
    mails(customer, 3);
    await().atMost(SOON).until(() -> count("select count(*) from untold") == 0);
    assertThat(count("select count(*) from notices where type = 'case.invitation'")).isEqualTo(1);
    assertThat(count("select count(*) from deliveries where state = 'WAITING'")).isZero();
    assertThat(received(customer)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"SOCIAL", "IMPORT"})
  void aThirdPartysCustomersAreLeftToIt(Channel channel) throws Exception {
    var id = DeskForTests.open(shop, channel, customer);
    answer(id, "We are sorry", "PUBLIC");
    act(id, "resolve", "{\"resolution\":\"done\"}");
    await().atMost(SOON).until(() -> count("select count(*) from untold") == 0);
    assertThat(count("select count(*) from notices")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"true, 2", "false, 1", "null, 1"},
      nullValues = "null")
  void aCustomerOfAnotherPlatformIsAskedForAChangeOnlyWhereThatIsAllowed(
      Boolean askForUpdate, int expected) throws Exception {
    var source = new Source("Forum", null, Source.AnswerAt.PUBLIC, askForUpdate);
    var written =
        DeskForTests.handedOver(
            DeskForTests.marked(shop, "c-1", UUID.randomUUID().toString()), "c-1", customer);
    var id = DeskForTests.post(DeskForTests.elsewhere(written, source));
    answer(id, "We are sorry", "PUBLIC");
    act(id, "resolve", "{\"resolution\":\"done\"}");
    mails(customer, expected);
    await().atMost(SOON).until(() -> count("select count(*) from untold") == 0);
    assertThat(count("select count(*) from notices where type = 'case.invitation'"))
        .isEqualTo(expected - 1);
    assertThat(count("select count(*) from deliveries where state = 'WAITING'")).isZero();
    assertThat(received(customer)).hasSize(expected);
  }

  @Test
  void whoeverIsForgottenGetsNoMore() throws Exception {
    gate.answers(-1);
    var id = DeskForTests.open(shop, Channel.STOREFRONT, customer);
    answer(id, "We are sorry", "PUBLIC");
    await().atMost(SOON).until(() -> attempts() > 0);
    DeskForTests.erase(shop, asTest().get("/v1/cases/" + id).jsonPath().getString("customer.id"));
    // the server stays away: an attempt that began before the erasure must not arrive
    await().atMost(SOON).until(() -> rows("select state from deliveries").isEmpty());
    assertThat(received(customer)).isEmpty();
  }

  @Test
  void aTemplateIsFilledForTheCaseInItsLanguage() {
    var id = DeskForTests.open(shop, Channel.STOREFRONT, customer);
    var text =
        TellingWorld.post("/v1/cases/" + id + "/draft", "{\"template\":\"delivery-lv\"}")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("text");
    assertThat(text).startsWith("Sveiki, Anna!").contains("Kettle", shop).doesNotContain("{");
    var guest = DeskForTests.open(shop, Channel.STOREFRONT, null);
    assertThat(
            TellingWorld.post("/v1/cases/" + guest + "/draft", "{\"template\":\"delivery-lv\"}")
                .jsonPath()
                .getString("text"))
        .startsWith("Sveiki!");
    TellingWorld.post("/v1/cases/" + id + "/draft", "{\"template\":\"none\"}")
        .then()
        .statusCode(400);
    TellingWorld.post("/v1/cases/" + UUID.randomUUID() + "/draft", "{\"template\":\"sorry-en\"}")
        .then()
        .statusCode(404);
  }

  @Test
  void aTemplateOfOnesOwnGoesBeforeOneThatShips() {
    put("sorry-en", "{\"title\":\"Ours\",\"language\":\"en\",\"text\":\"Dear {customer}\"}", 201);
    assertThat(titleOf("sorry-en")).isEqualTo("Ours");
    put("mine", "{\"title\":\"M\",\"language\":\"et\",\"text\":\"{nonsense}\"}", 400);
    put("mine", "{\"title\":\"M\",\"language\":\"estonian!\",\"text\":\"x\"}", 400);
    put("mine", "{\"title\":\"M\",\"language\":\"et\",\"text\":\"Tere {customer}\"}", 201);
    put("mine", "{\"title\":\"N\",\"language\":\"et\",\"text\":\"Tere {customer}\"}", 200);
    asTest().delete("/v1/templates/mine").then().statusCode(204);
    asTest().delete("/v1/templates/mine").then().statusCode(404);
    asTest().delete("/v1/templates/sorry-en").then().statusCode(204);
    assertThat(titleOf("sorry-en")).isEqualTo("Sorry, what happened?");
    asTest().delete("/v1/templates/sorry-en").then().statusCode(409);
  }

  private static void put(String id, String body, int status) {
    asTest()
        .contentType("application/json")
        .body(body)
        .put("/v1/templates/" + id)
        .then()
        .statusCode(status);
  }

  private static String titleOf(String id) {
    return asTest()
        .get("/v1/templates")
        .jsonPath()
        .getString("items.find { it.id == '" + id + "' }.title");
  }

  private String team(String language, String more) {
    return "\"language\":\"%s\",\"timeZone\":\"Europe/Riga\",\"members\":[{\"name\":\"Anna\",\"email\":\"%s\"}]%s"
        .formatted(language, anna, more);
  }

  private String waiting() {
    return "select id from notices where recipient = '" + anna + "'";
  }

  /** That came to nothing so far. */
  private static long attempts() {
    return count("select coalesce(max(attempts), 0) from deliveries where outcome is not null");
  }

  private static List<String> states(String recipient) {
    return rows("select state from deliveries where recipient = '" + recipient + "'");
  }

  /** Waits for that many mails to somebody. */
  private List<MimeMessage> mails(String to, int most) throws MessagingException {
    await().atMost(SOON).until(() -> received(to).size() >= most);
    await()
        .atMost(SOON)
        .until(() -> count("select count(*) from deliveries where done_at is null") == 0);
    return received(to);
  }

  private List<MimeMessage> received(String to) throws MessagingException {
    var mails = new ArrayList<MimeMessage>();
    for (var mail : gate.received()) {
      if (mail.getRecipients(Message.RecipientType.TO)[0].toString().equals(to)) {
        mails.add(mail);
      }
    }
    return mails;
  }

  private static String text(MimeMessage mail) throws IOException, MessagingException {
    return mail.getContent() instanceof String text ? text : GreenMailUtil.getBody(mail);
  }
}
