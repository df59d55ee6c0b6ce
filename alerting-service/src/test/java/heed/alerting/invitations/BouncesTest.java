package heed.alerting.invitations;

import static heed.alerting.invitations.AskingWorld.SOON;
import static heed.alerting.invitations.AskingWorld.asTest;
import static heed.alerting.invitations.AskingWorld.json;
import static heed.alerting.invitations.AskingWorld.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.OnTheWire;
import heed.alerting.telling.MailTest;
import heed.events.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses that take no mail, and those that want none. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class BouncesTest {
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
  void anAddressThatTakesNoMailIsNotWrittenToAgain() {
    batch.apply(List.of(world.order("1", "c-1", "gone-" + world.email, 12)));
    world.awaitState("1", "BOUNCED");
    batch.apply(List.of(world.order("2", "c-2", "GONE-" + world.email, 12)));
    world.awaitState("2", "SUPPRESSED");
    batch.apply(List.of(world.order("3", "c-3", world.email, 12)));
    world.awaitLetters(world.email, 1);
    world.awaitState("3", "INVITED");
    var bounce = "{\"messageId\":\"%s\",\"kind\":\"%s\"}";
    var id = world.letters(world.email).getFirst().id();
    for (var kind : List.of("SOFT", "HARD")) {
      assertThat(world.state("3")).isEqualTo("INVITED");
      asTest()
          .contentType("application/json")
          .body(bounce.formatted(id, kind))
          .post("/v1/invitations/bounces")
          .then()
          .statusCode(204);
    }
    world.awaitState("3", "BOUNCED");
    batch.apply(List.of(world.order("4", "c-4", world.email, 12)));
    world.awaitState("4", "SUPPRESSED");
    assertThat(world.letters(world.email)).hasSize(1);
  }

  /** An order is told of, for the first time or again. */
  private void told(String id, String to) {
    batch.apply(List.of(world.order(id, "c-" + id, to, 12)));
  }

  private void back(String messageId) {
    json(Map.of("messageId", messageId, "kind", "HARD"))
        .post("/v1/invitations/bounces")
        .then()
        .statusCode(204);
  }

  @Test
  void aLetterThatComesBackIsAboutTheAddressThatItWentToAndNotTheNewest() {
    var newer = "newer-" + world.email;
    told("1", world.email);
    world.awaitLetters(world.email, 1);
    await().atMost(SOON).until(() -> of(world.shop, "1", "sent_at is not null").equals("t"));
    told("1", newer);
    world.daysPass("1", 6);
    world.awaitLetters(newer, 1);
    await().atMost(SOON).until(() -> of(world.shop, "1", "reminded_at is not null").equals("t"));
    back(world.letters(world.email).getFirst().id());
    assertThat(world.state("1")).isEqualTo("REMINDED");
    assertThat(of(world.shop, "1", "bounced_at is not null")).isEqualTo("t");
    told("2", world.email);
    world.awaitState("2", "SUPPRESSED");
    told("3", newer);
    world.awaitLetters(newer, 2);
    back(world.letters(newer).getFirst().id());
    assertThat(world.state("1")).isEqualTo("BOUNCED");
  }

  @Test
  void aFirstLetterOfWhichNobodyKnowsAnyMoreWhereItWentDoesNotEndWhatWentOn() {
    var newer = "newer-" + world.email;
    told("1", world.email);
    world.awaitLetters(world.email, 1);
    await().atMost(SOON).until(() -> of(world.shop, "1", "sent_at is not null").equals("t"));
    told("1", newer);
    world.daysPass("1", 6);
    world.awaitLetters(newer, 1);
    await().atMost(SOON).until(() -> of(world.shop, "1", "reminded_at is not null").equals("t"));
    AskingWorld.execute(
        "update invitation_letters set address = null where order_key = '%s' and letter = 'INVITATION'"
            .formatted(Ids.order(world.shop, "1")));
    back(world.letters(world.email).getFirst().id());
    assertThat(of(world.shop, "1", "bounced_at is not null")).isEqualTo("t");
    assertThat(world.state("1")).isEqualTo("REMINDED");
  }

  @Test
  void whoseFirstLetterCameBackIsRemindedAtTheAddressThatHeHasToldSince() {
    var newer = "newer-" + world.email;
    for (var id : List.of("moved", "stayed")) {
      told(id, id + world.email);
      world.awaitState(id, "INVITED");
      world.awaitLetters(id + world.email, 1);
      await().atMost(SOON).until(() -> of(world.shop, id, "sent_at is not null").equals("t"));
    }
    told("moved", newer);
    for (var id : List.of("moved", "stayed")) {
      back(world.letters(id + world.email).getFirst().id());
    }
    assertThat(world.state("stayed")).isEqualTo("BOUNCED");
    assertThat(world.state("moved")).isEqualTo("INVITED");
    world.daysPass("moved", 6);
    world.awaitLetters(newer, 1);
    assertThat(world.letters(newer).getFirst().id()).startsWith("<reminder.");
  }

  @Test
  void aNoHoldsForEveryAddressThatItsLettersWentTo() {
    var newer = "newer-" + world.email;
    told("1", world.email);
    world.awaitLetters(world.email, 1);
    await().atMost(SOON).until(() -> of(world.shop, "1", "sent_at is not null").equals("t"));
    told("1", newer);
    world.daysPass("1", 6);
    world.awaitLetters(newer, 1);
    batch.apply(List.of(Orders.declined(world.shop, "1", Instant.now())));
    told("2", world.email);
    told("3", newer);
    world.awaitState("2", "SUPPRESSED");
    world.awaitState("3", "SUPPRESSED");
  }
}
