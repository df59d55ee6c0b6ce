package heed.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void makesEveryTopicAndNoOther() throws Exception {
    try (var broker = launch();
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
          .containsExactlyInAnyOrderElementsOf(
              Topics.ALL.stream().map(Topics.Topic::name).toList());
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REVIEWS_RECEIVED);
      var settings =
          admin.describeConfigs(List.of(topic)).all().get(10, TimeUnit.SECONDS).get(topic);
      assertThat(settings.get("retention.ms").value()).isEqualTo("604800000");
      assertThat(settings.get("segment.ms").value()).isEqualTo("86400000");
      assertThat(settings.get("cleanup.policy").value()).isEqualTo("delete");
    }
  }

  @Test
  void forgetsWhatIsOlderThanTheRetentionAlsoOnTopicsFromBefore() throws Exception {
    launch().close();
    try (var broker = launch("-Dheed.topics.retention=PT2S");
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      send(broker, "forgotten");
      var begin = 0L;
      for (var i = 0; i < 600 && begin == 0; i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        begin = begin(admin);
      }
      assertThat(begin).as("the first offset that is still there").isOne();
    }
  }

  private static long begin(Admin admin) throws Exception {
    var partition = new TopicPartition(Topics.REVIEWS_RECEIVED, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.earliest()))
        .partitionResult(partition)
        .get(10, TimeUnit.SECONDS)
        .offset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "soon", "PT0.5S", "-P7D"})
  void refusesARetentionThatIsNone(String told) {
    assertThatThrownBy(() -> Retention.of(told))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heed.topics.retention");
  }

  @Test
  void keepsWhatWasAcknowledgedThroughAKill() throws Exception {
    var broker = launch();
    send(broker, "kept");
    broker.kill();
    try (var again = launch()) {
      assertThat(firstRecord(again)).isEqualTo("kept");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "zstd", "snappy", "gzip"})
  void hasTheCodec(String name) {
    var compression = Compression.of(name).build();
    var buffer = new ByteBufferOutputStream(64);
    assertThatCode(() -> compression.wrapForOutput(buffer, RecordBatch.MAGIC_VALUE_V2).close())
        .doesNotThrowAnyException();
  }

  @Test
  void endsWhenItsInputEnds() throws Exception {
    var broker = launch();
    broker.process().getOutputStream().close();
    assertThat(broker.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(broker.isReady()).isFalse();
  }

  @Test
  void ignoresASignalUntilItsInputEnds() throws Exception {
    var broker = launch();
    broker.process().toHandle().destroy();
    assertThat(broker.process().waitFor(2, TimeUnit.SECONDS)).isFalse();
    send(broker, "still there");
    broker.close();
    assertThat(broker.process().isAlive()).isFalse();
  }

  private BrokerProcess launch(String... options) throws Exception {
    var broker =
        BrokerProcess.launch(
            folder.resolve("broker"),
            FreePort.find(),
            folder.resolve("output.log"),
            List.of(),
            List.of(options));
    broker.awaitReady(Duration.ofSeconds(60));
    return broker;
  }

  private static void send(BrokerProcess broker, String text) throws Exception {
    var settings =
        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var value = text.getBytes(StandardCharsets.UTF_8);
      producer
          .send(new ProducerRecord<byte[], byte[]>(Topics.REVIEWS_RECEIVED, 0, null, value))
          .get(20, TimeUnit.SECONDS);
    }
  }

  private static String firstRecord(BrokerProcess broker) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", broker.bootstrapServers(),
            "group.id", "test",
            "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.REVIEWS_RECEIVED));
      for (int i = 0; i < 100; i++) {
        for (var received : consumer.poll(Duration.ofMillis(200))) {
          return new String(received.value(), StandardCharsets.UTF_8);
        }
      }
    }
    return "nothing";
  }
}
