package heed.alerting.invitations;

import static heed.alerting.invitations.AskingWorld.SOON;
import static heed.alerting.invitations.AskingWorld.asTest;
import static heed.alerting.invitations.AskingWorld.json;
import static heed.alerting.invitations.AskingWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.telling.MailTest;
import heed.events.FormLinkSeal;
import heed.events.Ids;
import heed.events.OrderCancelled.Reason;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked, when, how often, and in what words. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class InvitationsTest {
  @Inject OrdersBatch batch;

  private final AskingWorld world = new AskingWorld();

  @BeforeEach
  void open() {
    world.open();
  }

  @AfterEach
  void tidy() {
    world.close();
  }

  @Test
  void whoGotAnOrderAWeekAgoIsAskedOnceInHisLanguageAndRemindedOnce() {
    batch.apply(List.of(world.order("1", "c-1", world.email, 12)));
    await().atMost(SOON).until(() -> text("select sent_at from invitations").length() > 4);
    var letter = world.letters(world.email).getFirst();
    var key = Ids.order(world.shop, "1");
    assertThat(letter.id()).isEqualTo("<invitation." + key + "@heed>");
    assertThat(letter.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(letter.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    var unsubscribe = String.valueOf(letter.header("List-Unsubscribe"));
    assertThat(unsubscribe).startsWith("<https://reviews.example/u/").endsWith(">");
    var token = unsubscribe.substring(unsubscribe.indexOf("/u/") + 3, unsubscribe.length() - 1);
    var seal =
        FormLinkSeal.of(
            ConfigProvider.getConfig().getValue("heed.form.key", String.class), List.of());
    var opened = (FormLinkSeal.Opened.Valid) seal.open(token, Instant.now());
    assertThat(opened.link().orderKey()).isEqualTo(key);
    assertThat(opened.link().orderId()).isEqualTo("1");

    assertThat(world.state("1")).isEqualTo("INVITED");
    world.daysPass("1", 5);
    world.awaitLetters(world.email, 2);
    assertThat(world.letters(world.email).getLast().id()).isEqualTo("<reminder." + key + "@heed>");
    await().atMost(SOON).until(() -> text("select reminded_at from invitations").length() > 4);
    world.daysPass("1", 50);
    batch.apply(List.of(world.order("1", "c-1", world.email, 12)));
    batch.apply(List.of(world.order("2", null, "other-" + world.email, 12)));
    world.awaitLetters("other-" + world.email, 1);
    assertThat(world.letters(world.email)).hasSize(2);
    assertThat(
            text("select count(*) from invitations where contact is not null and order_id = '1'"))
        .as("nothing needs the contact any more")
        .isEqualTo("0");
  }

  @Test
  void nobodyIsWrittenToAtNight() {
    var night = world.order("night", "c-1", world.email, 1);
    batch.apply(List.of(night, world.order("day", "c-2", "b-" + world.email, 12)));
    world.awaitLetters("b-" + world.email, 1);
    assertThat(world.letters(world.email)).isEmpty();
    assertThat(world.state("night")).isEqualTo("WAITING");
    var next =
        Instant.parse(
            asTest()
                .get("/v1/invitations/" + Ids.order(world.shop, "night"))
                .jsonPath()
                .getString("nextAt"));
    var there = java.time.ZoneId.of(night.event().timeZone());
    assertThat(Daytime.of("09:00-20:00").at(next, there)).isTrue();
    assertThat(next).isAfter(Instant.now());
  }

  @Test
  void whoHasAnsweredSaidNoOrSentItBackIsNotAsked() {
    var reviewed = DeskForTests.marked(world.shop, "c-1", "7");
    DeskForTests.post(reviewed);
    batch.apply(
        List.of(
            world.order("MARKEDORDER7", "c-1", world.email, 12),
            Orders.cancelled(world.shop, "back", Reason.REFUNDED),
            world.order("back", "c-2", world.email, 12),
            world.order("no", "c-3", world.email, 12),
            Orders.declined(world.shop, "no", Instant.now()),
            world.order("other", "c-3", world.email, 12),
            world.order("witness", "c-4", "w-" + world.email, 12)));
    world.awaitLetters("w-" + world.email, 1);
    world.awaitState("other", "SUPPRESSED");
    assertThat(world.letters(world.email)).isEmpty();
    assertThat(world.state("MARKEDORDER7")).isEqualTo("ANSWERED");
    assertThat(world.state("back")).isEqualTo("REFUNDED");
    assertThat(world.state("no")).isEqualTo("DECLINED");
    DeskForTests.post(
        DeskForTests.again(DeskForTests.marked(world.shop, "c-4", "8"), UUID.randomUUID()));
  }

  @Test
  void aCustomerOfSeveralOrdersIsWrittenToOncePerDay() {
    batch.apply(
        List.of(
            world.order("1", "c-1", world.email, 12),
            world.order("2", "c-1", world.email, 12),
            world.order("3", "c-1", world.email, 12),
            world.order("4", "c-2", "w-" + world.email, 12)));
    world.awaitLetters("w-" + world.email, 1);
    await()
        .atMost(SOON)
        .until(
            () -> text("select count(*) from invitations where sent_at is not null").equals("2"));
    assertThat(world.letters(world.email)).hasSize(1);
    assertThat(text("select count(*) from invitations where state = 'WAITING'")).isEqualTo("2");
  }

  @Test
  void aLetterOfOnesOwnGoesBeforeOneThatShips() {
    var own = Map.of("title", "{product}?", "language", "lv", "text", "Ours {link} {unsubscribe}");
    put("invitation-lv", own, 201);
    put("invitation-lv", Map.of("title", "x", "language", "lv", "text", "no link"), 400);
    put(
        "invitation-lv",
        Map.of("title", "x", "language", "de", "text", "{link}{unsubscribe}"),
        400);
    put(
        "invitation-lv",
        Map.of("title", "{agent}", "language", "lv", "text", "{link}{unsubscribe}"),
        400);
    batch.apply(List.of(world.order("1", "c-1", world.email, 12)));
    world.awaitLetters(world.email, 1);
    assertThat(world.letters(world.email).getFirst().header("Subject")).isEqualTo("Kettle?");
  }

  @Test
  void aLetterNamesTheShopAsItsCustomersKnowIt() {
    batch.apply(List.of(Orders.due("named-shop", "1", "c-1", world.email, 12)));
    world.awaitLetters(world.email, 1);
    var letter = world.letters(world.email).getFirst().text();
    assertThat(letter).contains("multipart/alternative", "text/plain", "text/html");
    assertThat(letter).doesNotContain("named-shop");
  }

  private static void put(String id, Map<String, String> body, int status) {
    json(body).put("/v1/templates/" + id).then().statusCode(status);
  }
}
