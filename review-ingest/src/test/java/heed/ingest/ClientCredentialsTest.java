package heed.ingest;

import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.post;
import static heed.ingest.Doors.request;
import static heed.ingest.Doors.send;
import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.IdentityProviderForTests;
import heed.testing.KafkaForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A storefront that comes with a token of the identity provider instead of a key of ours. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class ClientCredentialsTest {
  private static String review(String storefront) {
    return """
    {"externalId":"o-oidc","storefront":"%s","product":{"id":"sku-1"},
     "rating":{"scale":"STARS_5","value":5},"submittedAt":"2026-11-23T10:00:00Z"}
    """
        .formatted(storefront);
  }

  @Test
  void aClientPostsReviewsOfItsStorefrontAndOfNoOther() throws Exception {
    var token = IdentityProviderForTests.token(IdentityProviderForTests.program("riga-shop"));
    assertThat(post(token, JSON, review("riga-shop")).statusCode()).isEqualTo(202);
    var refused = post(token, JSON, review("tartu-shop"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @Test
  void aClientWithAnotherRolePostsNothing() throws Exception {
    var claims = IdentityProviderForTests.program("riga-shop");
    claims.put("realm_access", Map.of("roles", List.of("heed-lead")));
    var token = IdentityProviderForTests.token(claims);
    assertThat(post(token, JSON, review("riga-shop")).statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenThatNobodySignedPostsNothing() throws Exception {
    var token =
        IdentityProviderForTests.token("unsigned", IdentityProviderForTests.program("riga-shop"));
    assertThat(post(token, JSON, review("riga-shop")).statusCode()).isEqualTo(401);
  }

  @Test
  void aServiceWithoutPagesSignsNobodyIn() throws Exception {
    assertThat(send(request(Doors.RIGA, "/sign-in/oidc").build()).statusCode()).isEqualTo(404);
    assertThat(send(request(Doors.RIGA, "/sign-in/oidc/back").build()).statusCode()).isEqualTo(404);
    assertThat(send(request(Doors.RIGA, "/sign-in/oidc/offer").build()).body())
        .isEqualTo("{\"name\":null}");
    assertThat(send(request(Doors.RIGA, "/q/openapi").build()).body())
        .contains("/v1/reviews")
        .doesNotContain("/sign-in/oidc", "/sign-out/oidc");
  }
}
