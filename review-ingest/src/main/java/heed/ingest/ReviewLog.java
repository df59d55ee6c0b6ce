package heed.ingest;

import heed.events.CloudEvent;
import heed.events.EventType;
import heed.events.Topics;
import heed.eyes.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log that every accepted review and every erasure is appended to, {@code reviews-received}.
 *
 * <p>It drives a Kafka producer itself rather than through a messaging channel: a channel's emitter
 * hides how much is in flight, and here that number decides between 202, 429 and waiting; and a
 * bulk of a million lines would pay a message object and a subscription per line.
 *
 * <p>{@link #append} never blocks, so it may be called on an event loop. There is no failure
 * strategy to choose: a failed append is told to the caller, who answers 503.
 */
@ApplicationScoped
class ReviewLog implements Log {
  static final String SOURCE = "/heed/review-ingest";
  private static final Logger LOG = Logger.getLogger(ReviewLog.class);
  private static final Duration PATIENCE_AT_START = Duration.ofSeconds(3);

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final Traces traces;
  private final CountDownLatch topicKnown = new CountDownLatch(1);
  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private volatile boolean closed;

  ReviewLog(
      IngestSettings settings,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      MeterRegistry registry,
      Traces traces) {
    this.traces = traces;
    producer =
        new KafkaProducer<>(
            SafeProducer.settings(broker, settings.producer()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
  }

  @Override
  public void append(EventType type, String key, byte[] event, Instant at, Acknowledgement done) {
    var headers = new CloudEvent(UUID.randomUUID().toString(), SOURCE, type, at).headers();
    var message =
        new ProducerRecord<>(
            Topics.REVIEWS_RECEIVED,
            null,
            (Long) null,
            key.getBytes(StandardCharsets.UTF_8),
            event,
            headers);
    traces.put(message.headers());
    try {
      producer.send(message, (metadata, failure) -> done.acknowledged(noted(failure)));
    } catch (KafkaException | IllegalStateException e) {
      // thrown, not called back, where the producer is closed or a record can never be sent
      done.acknowledged(noted(e));
    }
  }

  private @Nullable Exception noted(@Nullable Exception failure) {
    if (reachable.compareAndSet(failure != null, failure == null)) {
      if (failure == null) {
        LOG.infof("broker acknowledges again topic=%s", Topics.REVIEWS_RECEIVED);
      } else {
        LOG.warnf(
            "broker does not acknowledge topic=%s reason=%s",
            Topics.REVIEWS_RECEIVED, failure.getClass().getSimpleName());
      }
    }
    return failure;
  }

  /** An append never waits for the topic's whereabouts, so they are asked for before the first. */
  void start(@Observes StartupEvent event) throws InterruptedException {
    Thread.ofVirtual().name("find-topic").start(this::findTopic);
    if (!topicKnown.await(PATIENCE_AT_START.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warnf("broker not reached yet, posts are answered 503 topic=%s", Topics.REVIEWS_RECEIVED);
    }
  }

  private void findTopic() {
    while (!closed && topicKnown.getCount() > 0) {
      try {
        producer.partitionsFor(Topics.REVIEWS_RECEIVED);
        topicKnown.countDown();
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @PreDestroy
  void close() {
    closed = true;
    metrics.close();
    producer.close(Duration.ofSeconds(3));
  }
}
