package heed.metrics.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class SegmentSettingsTest {
  @Test
  void theDefaultsAreThoseOfTheDocument() {
    var settings =
        new SmallRyeConfigBuilder()
            .withMapping(SegmentSettings.class)
            .build()
            .getConfigMapping(SegmentSettings.class);
    assertThat(settings.consentRequired()).isFalse();
  }
}
