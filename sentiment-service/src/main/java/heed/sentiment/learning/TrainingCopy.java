package heed.sentiment.learning;

import heed.events.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * One copy trains: the one to which the group {@value #GROUP} gives partition 0 of {@code
 * models-promoted}. The group serves this alone, nothing is read through it and nothing committed.
 * The training copy reads {@code training-samples} from the beginning. On failure it starts anew,
 * with an empty shelf; a copy that lost the partition while it trained may still tell its verdict,
 * which then is one version more and no harm.
 */
@Singleton
class TrainingCopy {
  static final String GROUP = "sentiment-service-trainer";

  private static final int REST = 9;

  private static final Logger LOG = Logger.getLogger(TrainingCopy.class);
  private static final TopicPartition SEAT = new TopicPartition(Topics.MODELS_PROMOTED, 0);

  private final Map<String, Object> broker;
  private final LearningSettings settings;
  private final PromotedModels promoted;
  private final ShopTrainer.Tools tools;
  private final Clock clock = Clock.systemUTC();
  private final Loop loop = new Loop("shop-trainer");

  TrainingCopy(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      LearningSettings settings,
      PromotedModels promoted,
      SampleLog samples,
      ModelLog log,
      ModelShelf models,
      ShopHeads heads,
      LearningMetrics metrics) {
    this.broker = broker;
    this.settings = settings;
    this.promoted = promoted;
    this.tools = new ShopTrainer.Tools(samples, log, models, heads, metrics);
  }

  void start(@Observes StartupEvent event) {
    if (settings.enabled()) {
      loop.start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  private void run() {
    try (var group =
        new KafkaConsumer<>(seating(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      group.subscribe(List.of(Topics.MODELS_PROMOTED));
      while (loop.goesOn()) {
        if (seated(group, Duration.ofSeconds(1))) {
          trainWhileSeated(group);
        }
      }
      group.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  private boolean seated(KafkaConsumer<byte[], byte[]> group, Duration atMost) {
    group.poll(atMost);
    group.pause(group.assignment());
    return group.assignment().contains(SEAT);
  }

  private void trainWhileSeated(KafkaConsumer<byte[], byte[]> group) {
    LOG.infof("This copy trains; group=%s", GROUP);
    var trainer = new ShopTrainer(settings, tools);
    var next = System.nanoTime();
    try (var samples = new Reader(broker, Topics.TRAINING_SAMPLES)) {
      while (loop.goesOn() && seated(group, Duration.ZERO)) {
        samples.next(Duration.ofMillis(500)).forEach(trainer::take);
        var begun = System.nanoTime();
        if (samples.caughtUp() && promoted.caughtUp() && begun - next >= 0) {
          train(trainer, clock.instant());
          next = next(begun, System.nanoTime(), settings.lookEvery());
        }
      }
    } finally {
      tools.metrics().held(0);
    }
  }

  /**
   * When to look again: it rests {@value #REST} times as long as it worked, for tagging's sake.
   * Instants are nanoseconds of a clock that nobody sets.
   */
  static long next(long begun, long ended, Duration lookEvery) {
    return ended + Math.max((ended - begun) * REST, lookEvery.toNanos());
  }

  private static void train(ShopTrainer trainer, Instant now) {
    try {
      trainer.train(now);
    } catch (ModelLog.NotAcknowledged e) {
      LOG.warn("A verdict was not acknowledged; it is sought again when the shop has grown");
    }
  }

  private Map<String, Object> seating() {
    var settings = new HashMap<>(broker);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3000);
    return settings;
  }
}
