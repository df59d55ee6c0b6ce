package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import heed.testing.Browser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The realm that ships, in a real Keycloak, with a real browser. Run on demand, because Keycloak is
 * large: {@code ./mvnw -Dquick -Pkeycloak -pl alerting-service test -Dtest=KeycloakSignIn}.
 */
@QuarkusTest
@OnTheWire
@TestProfile(KeycloakSignIn.WithKeycloak.class)
class KeycloakSignIn {
  /** Nothing but Keycloak. */
  public static class WithKeycloak implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(KeycloakForTests.class));
    }
  }

  @TestHTTPResource("/")
  URI root;

  @ConfigProperty(name = "for-tests.keycloak")
  String keycloak;

  @ConfigProperty(name = "for-tests.keycloak.secret")
  String secret;

  @ConfigProperty(name = "for-tests.keycloak.password")
  String firstPassword;

  private Browser browser;

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(World.SOON.toMillis());
  }

  @BeforeEach
  void open() {
    browser = Browser.open(root);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private Page atKeycloak(String user, String password) {
    var page = browser.stranger("/team");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in with Keycloak"))
        .click();
    page.locator("#username").fill(user);
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
    return page;
  }

  @Test
  void theFirstPersonChoosesAPasswordComesInAndSignsOutEverywhere() {
    var page = atKeycloak("heed-admin", firstPassword);
    page.locator("#password-new").fill(firstPassword + "-mine");
    page.locator("#password-confirm").fill(firstPassword + "-mine");
    page.locator("#kc-submit").click();
    assertThat(page.locator("#who")).hasText("heed-admin");
    assertThat(page).hasURL(root.resolve("/team").toString());
    var me = JsonPath.from(page.request().get(root.resolve("/v1/me").toString()).text());
    assertThat(me.<String>getList("roles"))
        .containsExactlyInAnyOrder("agent", "lead", "analyst", "admin");
    assertThat(me.<String>get("storefronts")).isNull();

    page.evaluate("async () => (await import('/look/provider.js')).leaveForGood()");
    assertThat(page.locator("#door")).isVisible();
    assertThat(page).hasURL(root.toString());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in with Keycloak"))
        .click();
    assertThat(page.locator("#username")).isVisible();
  }

  @Test
  void whoHasNoRoleInTheRealmIsToldSo() {
    person("guest", List.of());
    var page = atKeycloak("guest", "guest-with-a-password");
    assertThat(page.getByRole(AriaRole.HEADING)).hasText("You have no role in Heed yet");
  }

  @Test
  void aGroupIsATeamAndGivesItsRoleAndStorefronts() {
    person("marko", List.of("/teams/delivery"));
    var claims = claimsOf("marko");
    assertThat(claims.<String>getList("teams")).containsExactly("delivery");
    assertThat(claims.<String>getList("storefronts")).containsExactly("*");
    assertThat(claims.<String>getList("realm_access.roles")).contains("agent");
    var page = atKeycloak("marko", "marko-with-a-password");
    assertThat(page.locator("#who")).hasText("marko");
  }

  @Test
  void aStorefrontComesWithItsClientsCredentials() {
    var token =
        given()
            .auth()
            .preemptive()
            .basic("heed-storefront-example", secret)
            .formParam("grant_type", "client_credentials")
            .post(keycloak + "/realms/heed/protocol/openid-connect/token")
            .then()
            .statusCode(200)
            .extract()
            .<String>path("access_token");
    given()
        .header("Authorization", "Bearer " + token)
        .get("/v1/me")
        .then()
        .statusCode(200)
        .body("name", equalTo("heed-storefront-example"))
        .body("roles", contains("storefront"))
        .body("storefronts", contains("example-shop"));
    given().header("Authorization", "Bearer " + token).get("/v1/cases").then().statusCode(403);
  }

  private String admin() {
    return given()
        .formParam("grant_type", "password")
        .formParam("client_id", "admin-cli")
        .formParam("username", "root")
        .formParam("password", firstPassword)
        .post(keycloak + "/realms/master/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  private void person(String name, List<String> groups) {
    given()
        .header("Authorization", "Bearer " + admin())
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "username",
                name,
                "firstName",
                name,
                "lastName",
                "Example",
                "email",
                name + "@localhost.invalid",
                "enabled",
                true,
                "groups",
                groups,
                "credentials",
                List.of(Map.of("type", "password", "value", name + "-with-a-password"))))
        .post(keycloak + "/admin/realms/heed/users")
        .then()
        .statusCode(201);
  }

  /** What a person's token would say, as Keycloak tells its administrators. */
  private JsonPath claimsOf(String name) {
    var bearer = "Bearer " + admin();
    var realm = keycloak + "/admin/realms/heed";
    String client = first(bearer, realm + "/clients?clientId=heed-console");
    String user = first(bearer, realm + "/users?exact=true&username=" + name);
    return given()
        .header("Authorization", bearer)
        .get(
            realm
                + "/clients/"
                + client
                + "/evaluate-scopes/generate-example-id-token?scope=openid&userId="
                + user)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String first(String bearer, String address) {
    return given().header("Authorization", bearer).get(address).path("[0].id");
  }
}
