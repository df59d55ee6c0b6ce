package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyKeyTest {
  @Test
  void saysHowToGetTheKeyThatIsMissing() {
    assertThatThrownBy(() -> PrivacyKey.bytes(Optional.empty(), true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("heed.privacy.key is missing")
        .hasMessageContaining("HEED_PRIVACY_KEY")
        .hasMessageContaining("openssl rand -base64 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2hvcnQ=", "no base64 at all!", ""})
  void refusesAKeyOfAnotherSizeAndDoesNotShowIt(String key) {
    assertThatThrownBy(() -> PrivacyKey.bytes(Optional.of(key), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("heed.privacy.key is not usable")
        .hasMessageNotContaining(key.isEmpty() ? "\u0000" : key);
  }

  @Test
  void takesTheConfiguredKeyAndDrawsOneWhereNoneIsRequired() {
    var configured = Base64.getEncoder().encodeToString(Trial.KEY);
    assertThat(PrivacyKey.bytes(Optional.of(configured), true)).isEqualTo(Trial.KEY);
    assertThat(PrivacyKey.bytes(Optional.empty(), false)).hasSize(32);
  }
}
