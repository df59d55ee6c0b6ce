package heed.alerting;

import heed.events.MalformedRecord;
import heed.eyes.BatchTrace;
import heed.eyes.Traces;
import io.quarkus.runtime.ShutdownEvent;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What every door of the stream does with a batch. It returns, so that the batch is acknowledged,
 * once the transaction is committed and the unreadable records are laid aside, never before:
 * received = applied + dead letters.
 *
 * <p>On failure: while the database or the broker is away the batch is tried again, for as long as
 * it takes; one that takes the database too long is halved, in order, down to one record; a record
 * that fails by itself goes to {@code alerting-service-dead-letter}, its neighbours are unaffected.
 */
@ApplicationScoped
public class StreamDoor {
  private static final Logger LOG = Logger.getLogger(StreamDoor.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Reads a record; throws {@link MalformedRecord} if no retry will make it readable. */
  public interface Reader<T> {
    T read(ConsumerRecord<byte[], byte[]> record);
  }

  /** Applies all of them, or none. */
  public interface Work<T> {
    void apply(List<T> batch);
  }

  private final DeadLetterBox deadLetters;
  private final Traces traces;
  private final CountDownLatch stopping = new CountDownLatch(1);

  StreamDoor(DeadLetterBox deadLetters, Traces traces) {
    this.deadLetters = deadLetters;
    this.traces = traces;
  }

  /** A record and what it says. */
  private record Read<T>(ConsumerRecord<byte[], byte[]> record, T item) {}

  /** Takes a batch in. */
  public <T> void take(ConsumerRecords<byte[], byte[]> records, Reader<T> reader, Work<T> work) {
    try (var trace = traces.begin(records)) {
      take(records, reader, work, trace);
    }
  }

  private <T> void take(
      ConsumerRecords<byte[], byte[]> records, Reader<T> reader, Work<T> work, BatchTrace trace) {
    var readable = new ArrayList<Read<T>>();
    for (var record : records) {
      try {
        readable.add(new Read<>(record, reader.read(record)));
      } catch (MalformedRecord e) {
        layAside(record, String.valueOf(e.getMessage()), trace);
      }
    }
    if (!readable.isEmpty()) {
      apply(readable, work, trace);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  private <T> void apply(List<Read<T>> reads, Work<T> work, BatchTrace trace) {
    var together = reads.size() > 1;
    var failure = untilItWorks(() -> work.apply(reads.stream().map(Read::item).toList()), together);
    if (failure == null) {
      return;
    }
    if (!together) {
      layAside(reads.getFirst().record(), "cannot be applied: " + reason(failure), trace);
    } else if (Failures.tookTooLong(failure)) {
      var half = reads.size() / 2;
      apply(reads.subList(0, half), work, trace);
      apply(reads.subList(half, reads.size()), work, trace);
    } else {
      reads.forEach(read -> apply(List.of(read), work, trace));
    }
  }

  private void layAside(ConsumerRecord<byte[], byte[]> record, String reason, BatchTrace trace) {
    trace.within(record, () -> untilItWorks(() -> deadLetters.send(record, reason), false));
    trace.became(record, "dead_letter");
  }

  /**
   * Repeats what fails for a passing reason; answers a failure that will not pass.
   *
   * @param divisible if having taken too long is answered too, so that less is tried at once
   */
  private @Nullable Throwable untilItWorks(Runnable step, boolean divisible) {
    var wait = FIRST_WAIT;
    while (true) {
      try {
        step.run();
        return null;
      } catch (RuntimeException e) {
        if (!Failures.passing(e) || (divisible && Failures.tookTooLong(e))) {
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
