package heed.door.oidc;

import static heed.door.oidc.Visitor.location;
import static heed.door.oidc.Visitor.query;
import static heed.door.oidc.Visitor.setCookie;
import static io.restassured.RestAssured.given;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.testing.IdentityProviderForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who come from a provider, step by step; a real browser does the same in the services. */
@QuarkusTest
@QuarkusTestResource(IdentityProviderForTests.class)
class SignInTest {
  private static final String SESSION = "heed_session";

  @Inject Proofs proofs;

  private final Visitor visitor = new Visitor();

  @AfterEach
  void thereAgain() {
    IdentityProviderForTests.away(false);
  }

  private void nobodyIsSignedIn(HttpResponse<String> answer, int status, String says) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).contains(says);
    assertThat(setCookie(answer, SESSION)).isEmpty();
    assertThat(visitor.get("/v1/trials/holder").statusCode()).isEqualTo(401);
  }

  @Test
  void aPersonIsWhoTheProviderSaysAndComesBackToWhereHeWas() {
    var answer = visitor.get(visitor.signedInAtTheProvider("ilze", "/cases/1%3Fq=%22x"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<a class=\"button\" href=\"/cases/1?q=&quot;x\">");
    assertThat(setCookie(answer, SESSION))
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Max-Age=3600");
    var holder = from(visitor.get("/v1/trials/holder").body());
    assertThat(holder.getString("name")).isEqualTo("ilze.k");
    assertThat(holder.getString("id")).matches("oidc:[0-9a-f]{12}:8f6c0c7e-ilze");
    assertThat(holder.getString("kind")).isEqualTo("PERSON");
    assertThat(holder.getList("roles")).isEqualTo(List.of("lead"));
    assertThat(holder.getList("storefronts")).isEqualTo(List.of("*"));
    assertThat(holder.<String>getList("teams")).containsExactlyInAnyOrder("general", "delivery");
  }

  @Test
  void theQuestionIsAskedWithPkceStateAndNonceAndNoneOfThemTwice() {
    var first = query(location(visitor.get("/sign-in/oidc?to=/")));
    var second = query(location(visitor.get("/sign-in/oidc?to=/")));
    assertThat(first)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "heed-console")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile");
    assertThat(first.get("redirect_uri")).endsWith("/sign-in/oidc/back");
    for (var drawn : List.of("state", "nonce", "code_challenge")) {
      assertThat(first.get(drawn)).hasSizeGreaterThan(30).isNotEqualTo(second.get(drawn));
    }
    assertThat(visitor.cookies).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example", "https://evil.example", "/%5Cevil.example", "%22%3E%3Cscript"})
  void nobodyIsLedToAnotherSite(String to) {
    var answer = visitor.get(visitor.signedInAtTheProvider("ilze", to));
    assertThat(answer.body()).contains("content=\"0;url=/\"").doesNotContain("evil", "<script");
  }

  @Test
  void anAnswerWithAWrongStateIsRefused() {
    var back = visitor.signedInAtTheProvider("ilze", "/");
    var state = query(back).get("state");
    var tail = state.endsWith("A") ? "B" : "A";
    var wrong = back.toString().replace(state, state.substring(0, state.length() - 1) + tail);
    nobodyIsSignedIn(visitor.get(java.net.URI.create(wrong)), 400, "not open any more");
    nobodyIsSignedIn(visitor.get("/sign-in/oidc/back?code=x"), 400, "not open any more");
  }

  @Test
  void anAnswerThatAnotherBrowserBeganIsRefused() {
    var lured = new Visitor().signedInAtTheProvider("ilze", "/");
    nobodyIsSignedIn(visitor.get(lured), 400, "not open any more");
  }

  @Test
  void anAnswerIsTakenOnce() {
    var back = visitor.signedInAtTheProvider("ilze", "/");
    var kept = Map.copyOf(visitor.cookies);
    assertThat(visitor.get(back).statusCode()).isEqualTo(200);
    visitor.cookies.clear();
    nobodyIsSignedIn(visitor.get(back), 400, "not open any more");
    visitor.cookies.putAll(kept);
    nobodyIsSignedIn(visitor.get(back), 400, "could not be completed");
  }

  @Test
  void aCodeOfAnotherSignInIsRefused() {
    var stolen = query(new Visitor().signedInAtTheProvider("ilze", "/")).get("code");
    var state = query(visitor.signedInAtTheProvider("guest", "/")).get("state");
    nobodyIsSignedIn(
        visitor.get("/sign-in/oidc/back?code=" + stolen + "&state=" + state),
        400,
        "could not be completed");
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() {
    var back = visitor.signedInAtTheProvider("ilze", "/");
    var mixed = back + "&iss=https%3A%2F%2Fevil.example";
    nobodyIsSignedIn(visitor.get(java.net.URI.create(mixed)), 400, "could not be completed");
  }

  @Test
  void whoHasNoRoleIsToldSoAndGetsNoSession() {
    var answer = visitor.get(visitor.signedInAtTheProvider("guest", "/team"));
    nobodyIsSignedIn(answer, 403, "You have no role in Heed yet");
    assertThat(answer.body()).contains("href=\"/sign-in/oidc?again=true&amp;to=%2Fteam\"");
    var again = query(location(visitor.get("/sign-in/oidc?again=true")));
    assertThat(again).containsEntry("prompt", "login");
  }

  @Test
  void whoIsInMoreTeamsThanABrowserKeepsIsToldSo() {
    nobodyIsSignedIn(
        visitor.get(visitor.signedInAtTheProvider("crowd", "/")), 403, "Too much is said of you");
  }

  @Test
  void whoeverTheProviderDoesNotConfirmIsToldSo() {
    var state = query(location(visitor.get("/sign-in/oidc"))).get("state");
    nobodyIsSignedIn(
        visitor.get("/sign-in/oidc/back?error=access_denied&state=" + state),
        403,
        "You were not signed in");
  }

  @Test
  void whileTheProviderIsAwayAPageSaysSoAndKeysGoOnWorking() {
    var back = visitor.signedInAtTheProvider("ilze", "/");
    IdentityProviderForTests.away(true);
    var answer = visitor.get(back);
    nobodyIsSignedIn(answer, 503, "does not answer");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    given()
        .header("Authorization", "Bearer open-sesame")
        .get("/v1/trials/admin")
        .then()
        .statusCode(200);
    IdentityProviderForTests.away(false);
    assertThat(visitor.get(visitor.signedInAtTheProvider("ilze", "/")).statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionByTheProvidersWordIsNotMadeLongerByItself() {
    visitor.get(visitor.signedInAtTheProvider("ilze", "/"));
    assertThat(visitor.post("/session").statusCode()).isEqualTo(409);
  }

  @Test
  void signingOutEndsItHereAndAtTheProvider() {
    visitor.get(visitor.signedInAtTheProvider("ilze", "/"));
    var led = visitor.getWith("/sign-out/oidc", "Sec-Fetch-Site", "cross-site");
    assertThat(led.body()).contains("Do you want to sign out?");
    assertThat(visitor.get("/v1/trials/holder").statusCode()).isEqualTo(200);

    var out = location(visitor.get("/sign-out/oidc"));
    assertThat(out.toString()).startsWith(IdentityProviderForTests.issuer() + "/logout?");
    assertThat(query(out)).containsEntry("client_id", "heed-console").containsKey("id_token_hint");
    assertThat(query(out).get("post_logout_redirect_uri")).endsWith("/");
    assertThat(visitor.get("/v1/trials/holder").statusCode()).isEqualTo(401);
    assertThat(location(visitor.get("/sign-out/oidc")).getPath()).isEqualTo("/");
  }

  @Test
  void thePageSpeaksTheBrowsersLanguage() {
    assertThat(visitor.getWith("/sign-in/oidc/back", "Accept-Language", "lv").body())
        .contains("<html lang=\"lv\">")
        .contains("Pieteikties no jauna");
  }

  @Test
  void pagesAreToldWhoSignsPeopleIn() {
    assertThat(from(visitor.get("/sign-in/oidc/offer").body()).getString("name")).isEqualTo("Acme");
  }

  @ParameterizedTest
  @CsvSource({
    "nonce,another",
    "aud,another",
    "iss,http://localhost:1",
    "exp,1000000000",
    "sub,two words"
  })
  void aTokenOfAnotherSignInProvesNothing(String claim, String value) {
    var claims = idToken();
    assertThat(proofs.ofPerson(IdentityProviderForTests.token(claims), "n").getSubject())
        .isEqualTo("8f6c");
    claims.put(claim, claim.equals("exp") ? Long.valueOf(value) : value);
    assertThatThrownBy(() -> proofs.ofPerson(IdentityProviderForTests.token(claims), "n"))
        .isInstanceOf(BadProof.class);
  }

  @Test
  void aTokenForSeveralClientsMustNameOurs() {
    var claims = idToken();
    claims.put("aud", List.of("heed-console", "another"));
    claims.put("azp", "another");
    assertThatThrownBy(() -> proofs.ofPerson(IdentityProviderForTests.token(claims), "n"))
        .isInstanceOf(BadProof.class);
    claims.put("azp", "heed-console");
    assertThat(proofs.ofPerson(IdentityProviderForTests.token(claims), "n").getSubject())
        .isEqualTo("8f6c");
  }

  private static Map<String, Object> idToken() {
    var now = Instant.now().getEpochSecond();
    var claims = new java.util.LinkedHashMap<String, Object>();
    claims.put("iss", IdentityProviderForTests.issuer());
    claims.put("sub", "8f6c");
    claims.put("aud", "heed-console");
    claims.put("nonce", "n");
    claims.put("iat", now);
    claims.put("exp", now + 60);
    return claims;
  }
}
