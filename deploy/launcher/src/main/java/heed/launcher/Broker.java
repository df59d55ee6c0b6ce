package heed.launcher;

import heed.events.DeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Speaks to the broker as a writer that Heed does not know, and reads the dead letters. */
final class Broker {
  private final String bootstrapServers;

  Broker(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** A record that was laid aside, with the topic it came from and the reason. */
  record Letter(String topic, String origin, String reason) {}

  void send(Step.Poisoned poison) throws IOException, InterruptedException {
    var key = poison.key().getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(poison.topic(), key, poison.value());
    poison
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    try (var producer =
        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IOException("the broker does not take a record: " + Sentences.of(e.getCause()), e);
    }
  }

  /** All that lies in the dead-letter topics now. */
  List<Letter> letters() throws Refusal, IOException, InterruptedException {
    var letters = new ArrayList<Letter>();
    try (var topics = new DeadLetterTopics(settings(), DeadLetterTopics.all())) {
      topics.everything(some -> some.forEach(record -> letters.add(letter(record))));
    }
    return letters;
  }

  private static Letter letter(ConsumerRecord<byte[], byte[]> record) {
    return new Letter(
        record.topic(),
        Back.text(record, DeadLetters.TOPIC),
        Back.text(record, DeadLetters.REASON));
  }

  private Map<String, Object> settings() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }
}
