package heed.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The settings whose defaults lose or repeat reviews; a change here is a decision, not a tidy-up.
 */
class UnsafeDefaultsTest {
  private static final String CHANNEL = "mp.messaging.incoming." + ReviewsReceived.CHANNEL + ".";

  private static final TaggingSettings SETTINGS =
      new TaggingSettings() {
        @Override
        public int streams() {
          return 4;
        }

        @Override
        public int streamsEach() {
          return 2;
        }

        @Override
        public Duration retryAfter() {
          return Duration.ofMillis(200);
        }

        @Override
        public Duration retryAtMost() {
          return Duration.ofSeconds(5);
        }

        @Override
        public Duration deliveryTimeout() {
          return Duration.ofSeconds(30);
        }
      };

  @ParameterizedTest
  @CsvSource({
    "connector,smallrye-kafka",
    "topic,reviews-received",
    "group.id,sentiment-service",
    "auto.offset.reset,earliest",
    "enable.auto.commit,false",
    "commit-strategy,insisting",
    "throttled.unprocessed-record-max-age.ms,0",
    "failure-strategy,fail",
    "session.timeout.ms,10000",
    "max.poll.records,500",
    "max-queue-size-factor,1",
    "batch,true",
    "cloud-events,false",
    "key.deserializer,org.apache.kafka.common.serialization.ByteArrayDeserializer",
    "value.deserializer,org.apache.kafka.common.serialization.ByteArrayDeserializer",
    "partition.assignment.strategy,org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
    "health-readiness-enabled,false"
  })
  void theStreamIsReadSafely(String key, String value) throws IOException {
    var properties = new Properties();
    try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
      properties.load(in);
    }

    assertThat(properties.getProperty(CHANNEL + key)).isEqualTo(value);
  }

  @Test
  void theLogIsWrittenSafelyWhateverTheEnvironmentSays() {
    var settings =
        SafeProducer.settings(
            Map.of("acks", "1", "enable.idempotence", "false", "group.id", "x"), SETTINGS);

    assertThat(settings)
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
        .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
        .doesNotContainKey("group.id");
  }
}
