package heed.alerting.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;

import heed.alerting.OnTheWire;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where nobody signs in with a password, and the console has an address of its own. */
@QuarkusTest
@OnTheWire
@TestProfile(SignInElsewhereTest.Elsewhere.class)
class SignInElsewhereTest {
  public static class Elsewhere implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "heed.sign-in.password", "false", "heed.links.console", "https://desk.example.com");
    }
  }

  @Test
  void noDoorForPasswordsIsThere() {
    for (var door : new String[] {"/sign-in", "/sign-in/invitation"}) {
      given()
          .contentType("application/json")
          .body("{\"password\":\"correct horse battery\"}")
          .post(door)
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
  }

  @Test
  void anInvitationLeadsToTheConsole() {
    given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body("{\"name\":\"Ana %s\",\"roles\":[\"agent\"]}".formatted(UUID.randomUUID()))
        .post("/v1/access/people")
        .then()
        .statusCode(201)
        .body("invitation", startsWith("https://desk.example.com/sign-in#invitation="));
  }
}
