package heed.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.KafkaForTests;
import heed.testing.doors.Contract;
import heed.testing.doors.Fuzz;
import heed.testing.doors.Walk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every door, as the service's own OpenAPI lists them. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class EveryDoorTest {
  @TestHTTPResource("/")
  URI root;

  @Test
  void nobodyComesInWhoShouldNot() {
    var ours = Map.of("storefront", Walk.OURS, "language", "en");
    var walk =
        new Walk(Contract.of(root), "MARKER-OF-OURS")
            // Nothing is stored: what is asked is all that is answered.
            .sends("POST /v1/tags", "{\"text\": \"good\"}", 200)
            .trial(
                "/v1/models/{storefront}/{language}/promote",
                ours,
                Map.of(),
                "{\"version\": 0}",
                404)
            .ids("/v1/models/{storefront}/{language}/rollback", ours, 404)
            .sends("/session", "", 204);
    assertThat(walk.walk()).isGreaterThan(30);
  }

  @Test
  void whateverIsSentNothingBreaks() {
    var statuses =
        new Fuzz(Contract.of(root))
            .hint("storefront", "riga-shop", Walk.THEIRS)
            .hint("language", "lv", "en")
            .hint("scale", "STARS_5", "POINTS_10", "THUMBS")
            .hint("value", "1", "5")
            .hint("nps", "3")
            .hint("csat", "2")
            .hint("ces", "6")
            .hint("version", "0", "1")
            .send(300);
    assertThat(statuses.getOrDefault(200, 0)).isPositive();
  }
}
