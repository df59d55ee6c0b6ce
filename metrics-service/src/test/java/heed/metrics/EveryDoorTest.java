package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Tags.Label;
import heed.testing.doors.Contract;
import heed.testing.doors.Fuzz;
import heed.testing.doors.Pages;
import heed.testing.doors.Walk;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every door, as the service's own OpenAPI lists them. */
@QuarkusTest
class EveryDoorTest {
  private static final String MARKER = "MARKER-OF-OURS";

  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;
  @Inject Transactions transactions;

  @AfterEach
  void theRulesThatShip() throws SQLException {
    transactions.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute("delete from display_rules");
          }
        });
  }

  private Given review(String storefront, String id) throws SQLException {
    var given =
        Given.review(storefront, id)
            .product(MARKER + "-sku")
            .by(MARKER + "-customer")
            .from("LV", "lv", Channel.APP)
            .stars(1, Label.NEGATIVE)
            .received(Instant.now().minusSeconds(600))
            .says(MARKER + " of words");
    folding.apply(List.of(given.tagged(1), given.opened()));
    return given;
  }

  @Test
  void nobodyComesInWhoShouldNot() throws SQLException {
    var ours = review(Walk.OURS, "walk-" + UUID.randomUUID());
    var id = Map.of("id", ours.id().toString());
    var shop = Map.of("storefront", Walk.OURS);
    var product = Map.of("id", MARKER + "-sku");
    var walk =
        new Walk(Contract.of(root), MARKER + " ", MARKER + "-customer", ours.id().toString())
            .needs("kpi", "nps")
            .needs("step", "1d")
            .ids("/v1/reviews/{id}", id, 404)
            .ids("/v1/reviews/{id}/display", id, 404)
            .trial(
                "POST /v1/reviews/{id}/display", id, Map.of(), "{\"display\": \"PUBLISHED\"}", 404)
            .sends(
                "POST /v1/display",
                "{\"ids\": [\"%s\"], \"display\": \"PUBLISHED\"}".formatted(ours.id()),
                200)
            .sends("PUT /v1/display-rules", "{}", 403)
            .ids("/v1/display-rules/versions/{version}", Map.of("version", "0"), 200, 404)
            .trial("/v1/customers/{id}/*", Map.of("id", MARKER + "-customer"), shop, null, 403)
            .trial("/v1/products/{id}/*", product, shop, null, 403)
            .trial("/v1/benchmarks/{competitor}", Map.of("competitor", "rival"), shop, null, 403)
            .trial(
                "PUT /v1/benchmarks/{competitor}",
                Map.of("competitor", "rival"),
                shop,
                "{\"scale\": \"STARS_5\"}",
                403)
            .trial("/v1/kpis/by/{dimension}", Map.of("dimension", "product"), shop, null, 403)
            .trial("POST /v1/recount", Map.of(), shop, null, 403)
            .sends("/session", "", 204);
    assertThat(walk.walk()).isGreaterThan(150);
    assertThat(Wire.get("/v1/reviews/{id}/display", ours.id()).jsonPath().getString("display"))
        .isEqualTo("PENDING");
  }

  @Test
  void everyPageIsGuardedAndNothingElseIsPublic() {
    assertThat(
            Pages.faults(
                root,
                List.of(
                    "/",
                    "/causes",
                    "/compare",
                    "/benchmark",
                    "/alarms",
                    "/invitations",
                    "/reviews",
                    "/reviews/x",
                    "/moderation"),
                Path.of("src/main/resources/META-INF/resources"),
                Path.of("../deploy/look/src/main/resources/META-INF/resources")))
        .isEmpty();
  }

  @Test
  void whateverIsSentNothingBreaks() throws SQLException {
    var one = review("fuzz-shop", "fuzz-1");
    var two = review("fuzz-shop", "fuzz-2");
    var statuses =
        new Fuzz(Contract.of(root))
            .hint("/v1/reviews id", one.id().toString(), two.id().toString())
            .hint("ids", one.id().toString(), two.id().toString())
            .hint("/v1/products id", MARKER + "-sku")
            .hint("/v1/customers id", MARKER + "-customer")
            .hint("storefront", "fuzz-shop", Walk.THEIRS)
            .hint("product", MARKER + "-sku")
            .hint("competitor", "rival")
            .hint("window", "24h", "7d", "30d", "90d")
            .hint("kpi", "nps", "rating", "reviews", "negative")
            .hint("step", "1h", "1d", "1w")
            .hint("dimension", "product", "country", "channel", "language", "storefront")
            .hint("country", "LV")
            .hint("channel", "APP")
            .hint("language", "lv")
            .hint("zone", "Europe/Riga", "UTC")
            .hint("sort", "significance", "newest")
            .hint("stars", "1", "5")
            .hint("state", "RAISED", "CLEARED")
            .hint("display", "PUBLISHED", "HIDDEN", "PENDING")
            .hint("reason", "spam")
            .hint("reviews", "3")
            .hint("limit", "1", "50", "500")
            .hint("version", "0", "1")
            .hint("If-Match", "\"0\"", "\"1\"")
            .hint("from", "2026-11-01T00:00:00Z")
            .hint("to", "2026-11-20T00:00:00Z")
            .send(700);
    assertThat(statuses.getOrDefault(200, 0)).isPositive();
  }
}
