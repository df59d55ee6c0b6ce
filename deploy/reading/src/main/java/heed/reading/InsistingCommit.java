package heed.reading;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The commit strategy {@value #NAME} of a channel: the library's {@code throttled} one, and what
 * the broker did not take is committed again until it does.
 *
 * <p>By itself {@code throttled} forgets a commit that failed, and the next record of the partition
 * makes up for it. Where none comes, the group stays behind for ever: its lag alarms somebody, and
 * whoever takes the partition over reads again what was done long ago.
 */
@ApplicationScoped
@Identifier(InsistingCommit.NAME)
public class InsistingCommit implements KafkaCommitHandler.Factory {
  /** As {@code commit-strategy} names it. */
  public static final String NAME = "insisting";

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaCommitHandler.Factory throttled =
      new KafkaThrottledLatestProcessedCommit.Factory();

  @Override
  public KafkaCommitHandler create(
      KafkaConnectorIncomingConfiguration config,
      Vertx vertx,
      KafkaConsumer<?, ?> consumer,
      BiConsumer<Throwable, Boolean> reportFailure) {
    var kept =
        new KeptOffsets(consumer, again -> vertx.setTimer(PAUSE.toMillis(), id -> again.run()));
    return throttled.create(config, vertx, kept.consumer(), reportFailure);
  }
}
