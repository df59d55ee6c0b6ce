package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.Topics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults that lose or duplicate data are set otherwise here, and stay so. */
@QuarkusTest
class SettingsTest {
  @Inject Config config;
  @Inject DisplaySettings display;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ReviewsTagged.CHANNEL,
        CasesChanged.CHANNEL,
        AnswersPublished.CHANNEL,
        InvitationsChanged.CHANNEL
      })
  void incomingChannelsLoseNothing(String channel) {
    var expected =
        Map.ofEntries(
            Map.entry("topic", channel),
            Map.entry("group.id", "metrics-service"),
            Map.entry("auto.offset.reset", "earliest"),
            Map.entry("enable.auto.commit", "false"),
            Map.entry("session.timeout.ms", "10000"),
            Map.entry("commit-strategy", "insisting"),
            Map.entry("throttled.unprocessed-record-max-age.ms", "0"),
            Map.entry("failure-strategy", "fail"),
            Map.entry("batch", "true"),
            Map.entry("cloud-events", "false"),
            Map.entry(
                "value.deserializer",
                "org.apache.kafka.common.serialization.ByteArrayDeserializer"),
            Map.entry(
                "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer"));
    expected.forEach(
        (key, value) ->
            assertThat(
                    config.getValue("mp.messaging.incoming." + channel + "." + key, String.class))
                .as(key)
                .isEqualTo(value));
  }

  /** One writes facts while the other one counts; with more they would only wait for each other. */
  @Test
  void twoConsumersShareThePartitionsOfReviews() {
    var prefix = "mp.messaging.incoming." + ReviewsTagged.CHANNEL + ".";
    assertThat(config.getValue(prefix + "concurrency", Integer.class)).isEqualTo(2);
    assertThat(config.getValue(prefix + "max.poll.records", Integer.class)).isEqualTo(6_000);
    assertThat(config.getValue(prefix + "max-queue-size-factor", Integer.class)).isEqualTo(1);
    assertThat(config.getValue(prefix + "fetch.max.bytes", Integer.class)).isEqualTo(12 << 20);
    assertThat(config.getValue(prefix + "max.partition.fetch.bytes", Integer.class))
        .isEqualTo(1 << 20);
    assertThat(config.getValue(prefix + "fetch.min.bytes", Integer.class)).isEqualTo(1 << 20);
    assertThat(config.getValue(prefix + "fetch.max.wait.ms", Integer.class)).isEqualTo(250);
  }

  @Test
  void lettersAreAcknowledgedByAllWhateverTheConfigurationSays() {
    var settings = DeadLetterBox.settings(Map.of("acks", "1", "enable.idempotence", "false"));
    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("max.request.size", Topics.MAX_DEAD_LETTER_BYTES);
  }

  @Test
  void ratingsAreNotPublicUnlessToldSo() {
    assertThat(display.isPublic()).isFalse();
    assertThat(display.maxAge()).isEqualTo(Duration.ofMinutes(1));
    assertThat(display.origins()).isEmpty();
    assertThat(display.requestsPerMinute()).isEqualTo(600);
    assertThat(display.publishEvery()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aShortErasureKeyIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new ErasedCustomers(new ErasureKeys("c2hvcnQ=")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heed.privacy.erasure-key")
        .hasMessageContaining("openssl rand");
  }
}
