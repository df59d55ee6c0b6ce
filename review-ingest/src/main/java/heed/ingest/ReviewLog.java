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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log that everything accepted is appended to: reviews and erasures to {@code
 * reviews-received}, what is told of orders to {@code orders-changed}.
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
  private static final List<String> TOPICS =
      List.of(Topics.REVIEWS_RECEIVED, Topics.ORDERS_CHANGED);

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final Traces traces;
  private final CountDownLatch unknown = new CountDownLatch(TOPICS.size());
  private final Reached reached = new Reached();
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
    var topic = topic(type);
    var message =
        new ProducerRecord<>(
            topic, null, (Long) null, key.getBytes(StandardCharsets.UTF_8), event, headers);
    traces.put(message.headers());
    try {
      producer.send(message, (metadata, failure) -> done.acknowledged(noted(topic, failure)));
    } catch (KafkaException | IllegalStateException e) {
      // thrown, not called back, where the producer is closed or a record can never be sent
      done.acknowledged(noted(topic, e));
    }
  }

  /** Where events of a type are told. */
  static String topic(EventType type) {
    return switch (type) {
      case REVIEW_RECEIVED, REVIEW_ERASED, CUSTOMER_ERASED -> Topics.REVIEWS_RECEIVED;
      case ORDER_DELIVERED, ORDER_CANCELLED, INVITATION_OPENED, INVITATION_DECLINED ->
          Topics.ORDERS_CHANGED;
      default -> throw new IllegalArgumentException(type.wireName() + " is not told from here");
    };
  }

  private @Nullable Exception noted(String topic, @Nullable Exception failure) {
    if (reached.turned(topic, failure == null)) {
      if (failure == null) {
        LOG.infof("broker acknowledges again topic=%s", topic);
      } else {
        LOG.warnf(
            "broker does not acknowledge topic=%s reason=%s",
            topic, failure.getClass().getSimpleName());
      }
    }
    return failure;
  }

  /** An append never waits for a topic's whereabouts, so they are asked for before the first. */
  void start(@Observes StartupEvent event) throws InterruptedException {
    for (var topic : TOPICS) {
      Thread.ofVirtual().name("find-" + topic).start(() -> find(topic));
    }
    if (!unknown.await(PATIENCE_AT_START.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warnf("broker not reached yet, posts are answered 503 topics=%s", TOPICS);
    }
  }

  /**
   * A topic that an operator has yet to make is asked for every second, for as long as it takes.
   */
  private void find(String topic) {
    var found = false;
    for (var tries = 1; !closed && !found; tries++) {
      try {
        producer.partitionsFor(topic);
        found = true;
        unknown.countDown();
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        pause(Math.min(50L * tries, 1_000));
      }
    }
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
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
