package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void theDefaultsArePromisedInTheContract() {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(SlaSettings.class)
            .withMapping(CaseSettings.class)
            .withMapping(PrivacySettings.class)
            .withSources(
                new PropertiesConfigSource(
                    Map.of("heed.privacy.erasure-key", "required"), "test", 100))
            .build();
    var sla = config.getConfigMapping(SlaSettings.class);
    assertThat(sla.firstResponse()).isEqualTo(Duration.ofHours(24));
    assertThat(sla.warnAt()).isEqualTo(List.of(0.5, 0.8));
    assertThat(sla.nextResponse()).isEmpty();
    assertThat(sla.resolution()).isEmpty();
    var cases = config.getConfigMapping(CaseSettings.class);
    assertThat(cases.maxAge()).isEqualTo(Duration.ofDays(7));
    assertThat(cases.acknowledgeTimeout()).isEqualTo(Duration.ofHours(4));
    assertThat(cases.defaultTeam()).isEqualTo("default");
    assertThat(config.getConfigMapping(PrivacySettings.class).key()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c2hvcnQ=", "not base64, but long enough to be a key of 32 bytes"})
  void anErasureKeyThatIsNoneIsRefusedWithTheRemedy(String key) {
    var settings = withKey(key);
    assertThatThrownBy(() -> new Pseudonyms(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HEED_PRIVACY_ERASURE_KEY")
        .hasMessageContaining("openssl rand");
  }

  private static PrivacySettings withKey(String erasureKey) {
    return new PrivacySettings() {
      @Override
      public Optional<String> key() {
        return Optional.empty();
      }

      @Override
      public Optional<List<String>> previousKeys() {
        return Optional.empty();
      }

      @Override
      public Optional<List<String>> previousErasureKeys() {
        return Optional.empty();
      }

      @Override
      public String erasureKey() {
        return erasureKey;
      }
    };
  }

  @Test
  void keysAreReadUnderTheirNames() {
    var values =
        Map.of(
            "heed.sla.first-response", "PT30S",
            "heed.sla.warn-at", "0.9",
            "heed.sla.next-response", "PT10S",
            "heed.sla.resolution", "PT99S",
            "heed.cases.acknowledge-timeout", "PT1M");
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(SlaSettings.class)
            .withMapping(CaseSettings.class)
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build();
    assertThat(config.getConfigMapping(SlaSettings.class).firstResponse())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(config.getConfigMapping(SlaSettings.class).warnAt()).containsExactly(0.9);
    assertThat(config.getConfigMapping(SlaSettings.class).nextResponse())
        .contains(Duration.ofSeconds(10));
    assertThat(config.getConfigMapping(SlaSettings.class).resolution())
        .contains(Duration.ofSeconds(99));
    assertThat(config.getConfigMapping(CaseSettings.class).acknowledgeTimeout())
        .isEqualTo(Duration.ofMinutes(1));
  }

  /** Each of these has a default that loses or doubles data. */
  @ParameterizedTest
  @CsvSource({
    "incoming.reviews-tagged.auto.offset.reset, earliest",
    "incoming.reviews-tagged.group.id, alerting-service",
    "incoming.reviews-tagged.enable.auto.commit, false",
    "incoming.reviews-tagged.session.timeout.ms, 10000",
    "incoming.reviews-tagged.commit-strategy, insisting",
    "incoming.reviews-tagged.throttled.unprocessed-record-max-age.ms, 0",
    "incoming.reviews-tagged.failure-strategy, fail",
    "incoming.reviews-tagged.batch, true",
    "incoming.reviews-tagged.cloud-events, false",
    "incoming.reviews-tagged.health-readiness-enabled, false",
    "incoming.reviews-tagged.value.deserializer, org.apache.kafka.common.serialization.ByteArrayDeserializer",
    "incoming.reviews-tagged.partition.assignment.strategy, org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
    "incoming.kpi-alarms.auto.offset.reset, earliest",
    "incoming.kpi-alarms.group.id, alerting-service-telling",
    "incoming.kpi-alarms.enable.auto.commit, false",
    "incoming.kpi-alarms.session.timeout.ms, 10000",
    "incoming.kpi-alarms.commit-strategy, insisting",
    "incoming.kpi-alarms.throttled.unprocessed-record-max-age.ms, 0",
    "incoming.kpi-alarms.failure-strategy, fail",
    "incoming.kpi-alarms.batch, true",
    "incoming.kpi-alarms.cloud-events, false",
    "incoming.kpi-alarms.health-readiness-enabled, false",
    "incoming.orders-changed.auto.offset.reset, earliest",
    "incoming.orders-changed.group.id, alerting-service-invitations",
    "incoming.orders-changed.enable.auto.commit, false",
    "incoming.orders-changed.commit-strategy, insisting",
    "incoming.orders-changed.throttled.unprocessed-record-max-age.ms, 0",
    "incoming.orders-changed.failure-strategy, fail",
    "incoming.orders-changed.batch, true",
    "incoming.orders-changed.cloud-events, false",
    "incoming.orders-changed.health-readiness-enabled, false",
    "incoming.customer-segments.auto.offset.reset, earliest",
    "incoming.customer-segments.group.id, alerting-service-telling",
    "incoming.customer-segments.enable.auto.commit, false",
    "incoming.customer-segments.session.timeout.ms, 10000",
    "incoming.customer-segments.commit-strategy, insisting",
    "incoming.customer-segments.throttled.unprocessed-record-max-age.ms, 0",
    "incoming.customer-segments.failure-strategy, fail",
    "incoming.customer-segments.batch, true",
    "incoming.customer-segments.cloud-events, false",
    "incoming.customer-segments.health-readiness-enabled, false",
    "incoming.invitations-told.auto.offset.reset, earliest",
    "incoming.invitations-told.group.id, alerting-service-telling",
    "incoming.invitations-told.enable.auto.commit, false",
    "incoming.invitations-told.session.timeout.ms, 10000",
    "incoming.invitations-told.commit-strategy, insisting",
    "incoming.invitations-told.throttled.unprocessed-record-max-age.ms, 0",
    "incoming.invitations-told.failure-strategy, fail",
    "incoming.invitations-told.batch, true",
    "incoming.invitations-told.cloud-events, false",
    "incoming.invitations-told.health-readiness-enabled, false",
    "outgoing.cases-changed.acks, all",
    "outgoing.cases-changed.enable.idempotence, true",
    "outgoing.cases-changed.cloud-events, false",
    "outgoing.cases-changed.waitForWriteCompletion, true",
    "outgoing.answers-published.acks, all",
    "outgoing.answers-published.enable.idempotence, true",
    "outgoing.answers-published.cloud-events, false",
    "outgoing.answers-published.waitForWriteCompletion, true",
    "outgoing.invitations-changed.acks, all",
    "outgoing.invitations-changed.enable.idempotence, true",
    "outgoing.invitations-changed.cloud-events, false",
    "outgoing.invitations-changed.waitForWriteCompletion, true",
    "outgoing.access-changed.acks, all",
    "outgoing.access-changed.enable.idempotence, true",
    "outgoing.access-changed.cloud-events, false",
    "outgoing.access-changed.waitForWriteCompletion, true",
    "outgoing.alerting-service-dead-letter.acks, all",
    "outgoing.alerting-service-dead-letter.enable.idempotence, true",
    "outgoing.alerting-service-dead-letter.cloud-events, false"
  })
  void unsafeDefaultsAreSet(String key, String value) throws IOException {
    var settings = new Properties();
    try (var in = SettingsTest.class.getResourceAsStream("/application.properties")) {
      settings.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    assertThat(settings.getProperty("mp.messaging." + key)).isEqualTo(value);
  }
}
