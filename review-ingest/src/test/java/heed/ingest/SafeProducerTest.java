package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Each of these, left to its default or to the environment, loses or repeats reviews. */
class SafeProducerTest {
  /** The settings as they are without configuration, but for what is given. */
  static IngestSettings settings(Map<String, String> given) {
    return new SmallRyeConfigBuilder()
        .withMapping(IngestSettings.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter())
        .withDefaultValues(given)
        .build()
        .getConfigMapping(IngestSettings.class);
  }

  private static Map<String, Object> producer(Map<String, Object> broker) {
    return SafeProducer.settings(broker, settings(Map.of()).producer());
  }

  @Test
  void waitsForAllReplicasAndSendsInOrderOnce() {
    assertThat(producer(Map.of()))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("retries", Integer.MAX_VALUE)
        .containsEntry("max.in.flight.requests.per.connection", 5);
  }

  @Test
  void givesUpEarlyEnoughToAnswerWithinFiveSeconds() {
    assertThat(producer(Map.of()))
        .containsEntry("delivery.timeout.ms", 4000)
        .containsEntry("request.timeout.ms", 1500)
        .containsEntry("max.block.ms", 0L);
  }

  @Test
  void noEnvironmentVariableWeakensIt() {
    var broker = new HashMap<String, Object>();
    broker.put("bootstrap.servers", "127.0.0.1:8090");
    broker.put("acks", "1");
    broker.put("enable.idempotence", "false");
    broker.put("delivery.timeout.ms", "120000");
    broker.put("group.id", "review-ingest");
    assertThat(producer(broker))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", 4000)
        .containsEntry("bootstrap.servers", "127.0.0.1:8090")
        .doesNotContainKey("group.id");
  }

  @Test
  void kafkaTakesTheSettingsAsTheyAre() {
    var settings = new HashMap<>(producer(Map.of("bootstrap.servers", "127.0.0.1:8090")));
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    assertThat(new ProducerConfig(settings).unused()).isNotNull();
  }
}
