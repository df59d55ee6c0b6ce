package heed.metrics.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlarmSettingsTest {
  @Test
  void theDefaultsAreThoseOfTheDocument() {
    var settings =
        new SmallRyeConfigBuilder()
            .withMapping(AlarmSettings.class)
            .build()
            .getConfigMapping(AlarmSettings.class);
    assertThat(settings.every()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.settle()).isEqualTo(Duration.ofMinutes(10));
  }
}
