package heed.sentiment.learning;

import heed.events.EventJson;
import heed.events.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes {@code models-promoted}; nothing is in force before the broker has acknowledged it. */
@Singleton
class ModelLog {
  private static final int PATIENCE_SECONDS = 5;

  private final Producer<byte[], byte[]> producer;

  /** The broker did not acknowledge in time; whether it was written is not known. */
  static final class NotAcknowledged extends Exception {
    private static final long serialVersionUID = 1L;

    NotAcknowledged(Throwable cause) {
      super("the broker does not acknowledge", cause);
    }
  }

  ModelLog(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    var settings = SampleLog.producing(broker);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_SECONDS * 1000L);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void putInForce(ModelVersion version) throws NotAcknowledged {
    write(version.shop().key(), EventJson.write(version));
  }

  void keep(ModelVersion version) throws NotAcknowledged {
    write(version.shop().key(version.version()), EventJson.write(version));
  }

  void delete(Shop shop, int version) throws NotAcknowledged {
    write(shop.key(version), null);
  }

  private void write(String key, byte @Nullable [] value) throws NotAcknowledged {
    try {
      Future<?> sent = producer.send(Written.on(Topics.MODELS_PROMOTED, key, value));
      sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAcknowledged(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new NotAcknowledged(e);
    }
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
