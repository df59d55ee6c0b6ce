package heed.door.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import heed.testing.IdentityProviderForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with tokens of a provider, at a door of ours. */
@QuarkusTest
@QuarkusTestResource(IdentityProviderForTests.class)
class BearerTokensTest {
  private static ValidatableResponse get(String path, String bearer) {
    return given().header("Authorization", "Bearer " + bearer).get(path).then();
  }

  private static ValidatableResponse storefront(String bearer) {
    return get("/v1/trials/storefront", bearer);
  }

  private static void refused(String bearer) {
    storefront(bearer)
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", containsString("invalid_token"))
        .body("detail", containsString("token"))
        .body("instance", equalTo("/v1/trials/storefront"));
  }

  private static Map<String, Object> with(String claim, Object value) {
    var claims = IdentityProviderForTests.program("riga-shop");
    claims.put(claim, value);
    return claims;
  }

  private static String token(Map<String, Object> claims) {
    return IdentityProviderForTests.token(claims);
  }

  @Test
  void aProgramActsForItsStorefrontAndForNoOther() {
    var token = token(IdentityProviderForTests.program("riga-shop"));
    storefront(token).statusCode(200).body("[0]", equalTo("riga-shop"));
    get("/v1/trials/storefront?storefront=tartu-shop", token)
        .statusCode(403)
        .contentType("application/problem+json");
    get("/v1/trials/admin", token).statusCode(403);
    get("/v1/trials/holder", token)
        .body("id", equalTo("oidc-client:shop-backend"))
        .body("kind", equalTo("KEY"))
        .body("roles", hasItem("storefront"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsigned", "forged", "public-key"})
  void aTokenThatTheProviderDidNotSignIsRefused(String how) {
    var claims = IdentityProviderForTests.program("riga-shop");
    storefront(token(claims)).statusCode(200);
    refused(IdentityProviderForTests.token(how, claims));
  }

  @ParameterizedTest
  @CsvSource({"aud,another", "iss,http://localhost:1", "azp,heed-console", "sid,session"})
  void aTokenForAnotherOrOfAnotherIsRefused(String claim, String value) {
    refused(token(with(claim, value)));
  }

  @Test
  void aTokenThatIsOverIsRefusedAndTheClocksMayDifferALittle() {
    var now = Instant.now().getEpochSecond();
    refused(token(with("exp", now - 3600)));
    refused(token(with("nbf", now + 3600)));
    storefront(token(with("exp", now - 1))).statusCode(200);
    var endless = IdentityProviderForTests.program("riga-shop");
    endless.remove("exp");
    refused(token(endless));
  }

  @Test
  void aClientWithoutARoleMayNothing() {
    storefront(token(with("realm_access", Map.of("roles", List.of("staff")))))
        .statusCode(403)
        .contentType("application/problem+json")
        .body("detail", containsString("heed.oidc.roles"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ..",
        "eyJhbGciOiJSUzI1NiJ9.e30.",
        "eyJhbGciOiJSUzI1NiJ9.!.x",
        "eyJhbGciOiJ4In0.eA.eA"
      })
  void whatOnlyLooksLikeATokenIsRefusedAsAnyOther(String bearer) {
    storefront(bearer).statusCode(401).contentType("application/problem+json");
  }

  @Test
  void keysOfOursOpenTheDoorAsBefore() {
    get("/v1/trials/admin", "open-sesame").statusCode(200).body("[0]", equalTo("all"));
  }

  @Test
  void theProvidersNewKeyIsLearntAndItsOldOneForgotten() {
    var before = token(IdentityProviderForTests.program("riga-shop"));
    storefront(before).statusCode(200);
    IdentityProviderForTests.rotateKeys();
    storefront(token(IdentityProviderForTests.program("riga-shop"))).statusCode(200);
    refused(before);
  }

  @Test
  void aTokenOpensNoSessionThatWouldOutliveIt() {
    given()
        .header("Authorization", "Bearer " + token(IdentityProviderForTests.program("riga-shop")))
        .post("/session")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void noTokenIsEverLogged() {
    var logged = new CopyOnWriteArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(
                record.getMessage()
                    + List.of(
                        record.getParameters() == null ? new Object[0] : record.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      var claims = with("aud", "another");
      var token = token(claims);
      refused(token);
      refused(IdentityProviderForTests.token("forged", claims));
      assertThat(logged).noneMatch(l -> l.contains("eyJ") || l.contains("shop-backend"));
    } finally {
      root.removeHandler(handler);
    }
  }
}
