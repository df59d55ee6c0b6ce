package heed.door.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Refusal;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSettingsTest {
  private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.";

  /** Nobody listens there. */
  private static final Map<String, String> UNREACHABLE =
      Map.of("heed.oidc.issuer", "http://127.0.0.1:1/realms/heed");

  private static BearerTokens tokens(Map<String, String> settings) {
    var config = SettingsFor.oidc(settings);
    var provider = new Provider(config);
    return new BearerTokens(config, provider, new Proofs(config, provider));
  }

  @Test
  void theDefaultsAreOffAndDeny() {
    var config = SettingsFor.oidc(Map.of());
    assertThat(config.issuer()).isEmpty();
    assertThat(config.people()).isFalse();
    assertThat(config.roles().admin()).isEmpty();
    assertThat(config.defaultStorefronts()).isEmpty();
    assertThat(config.recheck()).isEqualTo(Duration.ofHours(1));
    assertThat(config.clockSkew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.audience()).isEqualTo("heed");
    assertThat(config.clientId()).isEqualTo("heed-console");
    assertThat(config.claims().roles()).isEqualTo("realm_access/roles");
  }

  @Test
  void whileItIsOffEveryBearerValueIsAKey() {
    assertThat(tokens(Map.of()).reads(TOKEN)).isFalse();
    assertThat(tokens(Map.of("heed.oidc.issuer", "")).reads(TOKEN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"open-sesame", "heed_9a8b.7c", "a.b.c", "eyJ.x", "eyJhbGciOiJub25lIn0.a.b c"})
  void whatIsNoTokenIsAKey(String bearer) {
    assertThat(tokens(UNREACHABLE).reads(bearer)).isFalse();
  }

  @Test
  void aProviderThatIsAwayIsNoReasonToRefuseForGood() {
    var tokens = tokens(UNREACHABLE);
    assertThat(tokens.reads(TOKEN)).isTrue();
    assertThatThrownBy(() -> tokens.read(TOKEN))
        .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.headers()).containsEntry("Retry-After", "5");
            });
  }

  @Test
  void aProviderIsAskedWithTlsOnly() {
    assertThatThrownBy(() -> tokens(Map.of("heed.oidc.issuer", "http://id.example")))
        .hasMessageContaining("must be https");
    assertThat(
            tokens(
                    Map.of(
                        "heed.oidc.issuer",
                        "http://keycloak:8080/realms/heed",
                        "heed.oidc.allow-http",
                        "true"))
                .reads(TOKEN))
        .isTrue();
  }
}
