package heed.sentiment;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends to {@code reviews-tagged} and to the dead letters, in the order of the calls. */
@Singleton
class TaggedLog {
  private final Producer<byte[], byte[]> producer;

  TaggedLog(
      @Identifier("default-kafka-broker") Map<String, Object> broker, TaggingSettings settings) {
    producer =
        new KafkaProducer<>(
            SafeProducer.settings(broker, settings),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Hands a record over; the future ends with the acknowledgement of all in-sync replicas. */
  Future<RecordMetadata> append(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
