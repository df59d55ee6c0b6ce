package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Transactions;
import heed.alerting.telling.Endpoint.Crm;
import heed.alerting.telling.Endpoint.Secrets;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class EndpointRotationTest {
  @Inject Transactions transactions;
  @Inject EndpointRows service;

  @ConfigProperty(name = "heed.privacy.key")
  String current;

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
  }

  @Test
  void secretsOfEndpointsAreSealedAnewAndStayTheSame() {
    var before = new Sealed(DeskForTests.privacyKeys(DeskForTests.key('o')));
    var lost = new Sealed(DeskForTests.privacyKeys(DeskForTests.key('l')));
    var keys = DeskForTests.privacyKeys(current, DeskForTests.key('o'));
    var after = new EndpointRows(new Sealed(keys));
    var kept = endpoint("kept");
    var rotated = endpoint("rotated").rotated(kept.createdAt().plusSeconds(60));
    insert(before, kept);
    insert(before, rotated);
    insert(lost, endpoint("lost"));
    assertThatThrownBy(() -> found("kept"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HEED_PRIVACY_KEY");

    int left = transactions.read(after::reseal);
    int still = transactions.read(after::reseal);
    assertThat(left).as("what no key opens is left").isOne();
    assertThat(still).isOne();

    assertThat(found("kept")).isEqualTo(kept);
    assertThat(found("rotated")).isEqualTo(rotated);
    assertThat(rows("select \"authorization\" from endpoints where id <> 'lost'"))
        .allMatch(authorization -> authorization.startsWith(keys.mark()));
    assertThat(rows("select url from endpoints where id <> 'lost'"))
        .allMatch(url -> url.startsWith(keys.mark()));
  }

  private Endpoint found(String id) {
    return transactions.read(c -> service.find(c, id));
  }

  private void insert(Sealed sealed, Endpoint endpoint) {
    var rows = new EndpointRows(sealed);
    transactions.read(
        c -> {
          assertThat(rows.insert(c, endpoint)).isTrue();
          rows.update(c, endpoint);
          return true;
        });
  }

  private static Endpoint endpoint(String id) {
    return new Endpoint(
        new Subscription(id, Medium.CRM, null, null, true, Set.of("segment.left")),
        EndpointUrl.of("https://" + UUID.randomUUID() + ".example/"),
        Secrets.fresh(),
        null,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        "test",
        new Crm("a mapping", "Bearer " + id));
  }
}
