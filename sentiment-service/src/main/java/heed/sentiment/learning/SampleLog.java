package heed.sentiment.learning;

import heed.events.EventJson;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.sentiment.model.LinearModel;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code training-samples}. A sample must not hold up the tagging: there are no more of them
 * than {@link SamplePaces} allow, their send never waits, and a lost one is harmless, since others
 * teach the same. An erasure is never lost: it is written behind the samples, by the same producer,
 * and its acknowledgement is asked for.
 */
@Singleton
public class SampleLog {
  private final LearningSettings settings;
  private final LearningMetrics metrics;
  private final Samples samples;
  private final SamplePaces paces;
  private final Producer<byte[], byte[]> producer;

  SampleLog(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      LearningSettings settings,
      LearningMetrics metrics,
      CustomerKeys customers) {
    this.settings = settings;
    this.metrics = metrics;
    this.samples = new Samples(LinearModel.NAME, customers);
    this.paces = new SamplePaces(settings.perSecond());
    this.producer =
        new KafkaProducer<>(
            producing(broker), new ByteArraySerializer(), new ByteArraySerializer());
    askWhereTheyGo();
  }

  /** Who never waits loses the first sample after a start if nobody has asked before. */
  private void askWhereTheyGo() {
    try {
      producer.partitionsFor(Topics.TRAINING_SAMPLES);
    } catch (KafkaException e) {
      return; // not known yet; the producer is asking by itself now
    }
  }

  /** The order of sends is kept, and none of them waits for a place in the buffer. */
  static Map<String, Object> producing(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.remove("group.id");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
    return settings;
  }

  /** What of a batch is to be learnt, or forgotten. It is asked once, however often it is taken. */
  public List<Lesson> chosen(List<Lesson> lessons) {
    var now = System.nanoTime();
    return lessons.stream()
        .filter(lesson -> !(lesson instanceof Lesson.Heard heard) || isChosen(heard.review(), now))
        .toList();
  }

  private boolean isChosen(ReviewTagged tagged, long now) {
    return settings.enabled()
        && Samples.mayTeach(tagged)
        && paces.take(tagged.review().storefront(), now);
  }

  /**
   * Takes what was chosen of a batch, in its order.
   *
   * @return false if an erasure was not acknowledged: take all of them again
   */
  public boolean take(List<Lesson> lessons) throws InterruptedException {
    List<Future<RecordMetadata>> erasures = new ArrayList<>();
    var kept = false;
    try {
      for (var lesson : lessons) {
        if (kept && !(lesson instanceof Lesson.Heard)) {
          producer.flush(); // else samples may leave no place for an erasure, at every try
          kept = false;
        }
        switch (lesson) {
          case Lesson.Heard heard -> {
            keep(heard);
            kept = true;
          }
          case Lesson.ReviewForgotten gone ->
              erasures.add(send(gone.erased().reviewId().toString(), null));
          case Lesson.CustomerForgotten gone -> {
            for (var erased : samples.erased(gone.erased())) {
              erasures.add(send(Samples.key(erased), EventJson.write(erased)));
            }
          }
        }
      }
      for (var erasure : erasures) {
        erasure.get();
      }
      return true;
    } catch (ExecutionException | KafkaException e) {
      return false;
    }
  }

  private void keep(Lesson.Heard heard) {
    var sample = samples.of(heard.review());
    if (sample == null) {
      return;
    }
    var record =
        Written.on(
            Topics.TRAINING_SAMPLES,
            heard.review().review().id().toString(),
            EventJson.write(sample));
    try {
      producer.send(
          record,
          (done, failure) -> {
            if (failure == null) {
              metrics.written();
            } else {
              metrics.lost();
            }
          });
    } catch (KafkaException e) {
      metrics.lost();
    }
  }

  private Future<RecordMetadata> send(String key, byte @Nullable [] value) {
    return producer.send(Written.on(Topics.TRAINING_SAMPLES, key, value));
  }

  /** Deletes samples that are held no more; what fails is deleted after the next start. */
  void delete(List<String> reviews) {
    try {
      reviews.forEach(id -> send(id, null));
    } catch (KafkaException e) {
      metrics.lost();
    }
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
