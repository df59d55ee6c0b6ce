package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.Channel;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TellingSettingsTest {
  @Test
  void itRunsWithoutAnySettingAndThenSendsNoMailAndReachesNoPrivateNetwork() {
    var settings = settings(Map.of());
    assertThat(settings.mail().from()).isEmpty();
    assertThat(settings.allowPrivate()).isEmpty();
    assertThat(settings.allowHttp()).isFalse();
    assertThat(settings.console()).isEmpty();
    assertThat(settings.digestFrom()).isEqualTo(4);
    assertThat(settings.digestWindow()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.retry().giveUp()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.keep()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.invite().after()).isZero();
  }

  @Test
  void customersOfThirdPartiesAreLeftToThem() {
    var own = List.of(Channel.STOREFRONT, Channel.APP, Channel.EMAIL, Channel.SURVEY);
    assertThat(settings(Map.of()).answer().channels()).containsExactlyInAnyOrderElementsOf(own);
    assertThat(settings(Map.of()).invite().channels()).containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void keysAreReadUnderTheirNames() {
    var settings =
        settings(
            Map.of(
                "heed.telling.mail.from", "desk@shop.example",
                "heed.telling.console", "https://heed.example",
                "heed.telling.digest-from", "9",
                "heed.telling.allow-private", "10.1.0.0/16,fd00::/8",
                "heed.telling.retry.first", "PT1S",
                "heed.telling.invite.channels", "APP",
                "heed.telling.invite.link", "https://{storefront}/r/{review}"));
    assertThat(settings.mail().from()).contains("desk@shop.example");
    assertThat(settings.console()).contains(URI.create("https://heed.example"));
    assertThat(settings.digestFrom()).isEqualTo(9);
    assertThat(settings.allowPrivate()).contains(List.of("10.1.0.0/16", "fd00::/8"));
    assertThat(settings.retry().first()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.invite().channels()).containsExactly(Channel.APP);
    assertThat(settings.invite().link()).isPresent();
  }

  @Test
  void aDigestOfFewerThanOneIsRefusedNamingTheKey() {
    assertThatThrownBy(() -> new GatherDecider(0, Duration.ofMinutes(5)))
        .hasMessageContaining("heed.telling.digest-from");
  }

  private static TellingSettings settings(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(TellingSettings.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(TellingSettings.class);
  }
}
