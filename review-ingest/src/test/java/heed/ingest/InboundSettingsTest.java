package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboundSettingsTest {
  private static InboundSettings of(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withMapping(InboundSettings.class)
        .withSources(new EnvConfigSource(environment, 300))
        .build()
        .getConfigMapping(InboundSettings.class);
  }

  @Test
  void startsWithNothingSet() {
    var settings = of(Map.of());
    assertThat(settings.sources()).isEmpty();
    assertThat(settings.folder()).isEmpty();
    assertThat(settings.remembered()).isEqualTo(10_000);
  }

  @Test
  void aSourceIsSetByTheEnvironmentAlone() {
    var settings =
        of(
            Map.of(
                "HEED_INBOUND_SOURCES_JUDGEME_SECRET", "new,old\\,with a comma",
                "HEED_INBOUND_SOURCES_JUDGEME_STOREFRONT", "riga-shop"));
    assertThat(settings.sources()).containsOnlyKeys("judgeme");
    var judgeme = settings.sources().get("judgeme");
    assertThat(judgeme.secret()).hasValue(List.of("new", "old,with a comma"));
    assertThat(judgeme.storefront()).hasValue("riga-shop");
    assertThat(judgeme.product()).isEmpty();
  }
}
