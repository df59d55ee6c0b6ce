package heed.alerting;

import heed.events.MalformedRecord;
import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The door through which tagged reviews come. A batch is acknowledged once its transaction is
 * committed and its unreadable records are laid aside, never before: received = applied + dead
 * letters.
 *
 * <p>On failure: while the database or the broker is away the batch is tried again, for as long as
 * it takes; a record that fails by itself goes to {@code alerting-service-dead-letter}, its
 * neighbours are unaffected.
 */
@ApplicationScoped
public class ReviewsTagged {
  static final String CHANNEL = Topics.REVIEWS_TAGGED;
  private static final Logger LOG = Logger.getLogger(ReviewsTagged.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final StreamBatch batch;
  private final DeadLetterBox deadLetters;
  private final CountDownLatch stopping = new CountDownLatch(1);

  ReviewsTagged(StreamBatch batch, DeadLetterBox deadLetters) {
    this.batch = batch;
    this.deadLetters = deadLetters;
  }

  /** A record and what it says. */
  private record Read(ConsumerRecord<byte[], byte[]> record, FromStream item) {}

  @Incoming(CHANNEL)
  @Blocking
  void listen(ConsumerRecords<byte[], byte[]> records) {
    var readable = new ArrayList<Read>();
    for (var record : records) {
      try {
        readable.add(new Read(record, FromStream.read(record)));
      } catch (MalformedRecord e) {
        layAside(record, String.valueOf(e.getMessage()));
      }
    }
    if (!readable.isEmpty() && !appliedTogether(readable)) {
      readable.forEach(this::applyAlone);
    }
  }

  void stop(@Observes io.quarkus.runtime.ShutdownEvent event) {
    stopping.countDown();
  }

  /** False if one of them fails by itself: then nothing is written yet. */
  private boolean appliedTogether(List<Read> readable) {
    return untilItWorks(() -> batch.apply(readable.stream().map(Read::item).toList())) == null;
  }

  private void applyAlone(Read read) {
    var failure = untilItWorks(() -> batch.apply(List.of(read.item())));
    if (failure != null) {
      layAside(read.record(), "cannot be applied: " + reason(failure));
    }
  }

  private void layAside(ConsumerRecord<byte[], byte[]> record, String reason) {
    untilItWorks(() -> deadLetters.send(record, reason));
  }

  /** Repeats what fails for a passing reason; answers a failure that will not pass. */
  private @Nullable Throwable untilItWorks(Runnable step) {
    var wait = FIRST_WAIT;
    while (true) {
      try {
        step.run();
        return null;
      } catch (RuntimeException e) {
        if (!Failures.passing(e)) {
          return e;
        }
        LOG.warnf("waiting to go on: wait=%s, reason=%s", wait, Failures.shown(e));
      }
      pause(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    }
  }

  private void pause(Duration wait) {
    try {
      if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("stopping; the batch stays unacknowledged");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the batch stays unacknowledged", e);
    }
  }

  /** The kind of failure only: what the database says may quote the review. */
  private static String reason(Throwable failure) {
    var sql = Failures.cause(failure, SQLException.class);
    return sql == null ? failure.getClass().getSimpleName() : "SQL state " + sql.getSQLState();
  }
}
