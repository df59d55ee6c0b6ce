package heed.alerting;

import heed.events.DeadLetters;
import heed.events.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Where records go that cannot be read: as they came, with their origin and the reason. */
@ApplicationScoped
class DeadLetterBox {
  static final String CHANNEL = Topics.ALERTING_DEAD_LETTER;
  private static final Logger LOG = Logger.getLogger(DeadLetterBox.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final Meters meters;

  DeadLetterBox(
      @Channel(CHANNEL) MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter, Meters meters) {
    this.emitter = emitter;
    this.meters = meters;
  }

  /**
   * Sends one and waits for the broker's acknowledgement.
   *
   * @throws RuntimeException if it did not come
   */
  void send(ConsumerRecord<byte[], byte[]> original, String reason) {
    var letter = DeadLetters.letter(Topics.ALERTING_DEAD_LETTER, original, reason);
    emitter.send(letter).await().atMost(LIMIT);
    meters.deadLetter();
    LOG.warnf(
        "record laid aside: topic=%s, partition=%d, offset=%d, reason=%s",
        original.topic(), original.partition(), original.offset(), reason);
  }
}
