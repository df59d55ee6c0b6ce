package heed.metrics;

import heed.events.MalformedRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * What the doors of the stream do with a batch. An outage is waited out here, with the batch
 * unacknowledged, however long it lasts; if a batch fails for a reason that will not pass, it is
 * done record by record and only the culprit is laid aside.
 *
 * <p>Law: read = changed + unchanged + rejected.
 */
@ApplicationScoped
class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);

  /** How a record is read; what no retry makes readable is a {@link MalformedRecord}. */
  interface Reading<T> {
    T of(ConsumerRecord<byte[], byte[]> record);
  }

  /** What is done with what was read, all of it or nothing; answers how many changed anything. */
  interface Applying<T> {
    int to(List<T> heard) throws SQLException;
  }

  private record Read<T>(ConsumerRecord<byte[], byte[]> record, T heard) {}

  private record Letter(ConsumerRecord<byte[], byte[]> record, String reason) {}

  private final Folding folding;
  private final DeadLetterBox deadLetters;
  private final IntakeSettings settings;
  private final MeterRegistry meters;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Intake(
      Folding folding, DeadLetterBox deadLetters, IntakeSettings settings, MeterRegistry meters) {
    this.folding = folding;
    this.deadLetters = deadLetters;
    this.settings = settings;
    this.meters = meters;
  }

  /** Ends a wait, so that the service stops in time; nothing is acknowledged. */
  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
    stopping.countDown();
  }

  /** Returns when everything in the batch is counted or laid aside; then it may be acknowledged. */
  void take(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    take(batch, Heard::read, folding::apply);
  }

  /** The same for a door whose records are no facts. */
  <T> void take(ConsumerRecords<byte[], byte[]> batch, Reading<T> reading, Applying<T> applying)
      throws InterruptedException {
    var read = new ArrayList<Read<T>>(batch.count());
    var letters = new ArrayList<Letter>();
    for (var record : batch) {
      try {
        read.add(new Read<>(record, reading.of(record)));
      } catch (MalformedRecord e) {
        letters.add(new Letter(record, String.valueOf(e.getMessage())));
      }
    }
    fold(read, letters, applying);
    for (var letter : letters) {
      layAside(letter);
    }
  }

  private <T> void fold(List<Read<T>> read, List<Letter> letters, Applying<T> applying)
      throws InterruptedException {
    if (read.isEmpty() || folded(read, applying)) {
      return;
    }
    if (read.size() > 1) {
      for (var one : read) {
        fold(List.of(one), letters, applying);
      }
    } else {
      letters.add(new Letter(read.getFirst().record(), "the database does not take it"));
    }
  }

  /** False if it fails for a reason that will not pass. */
  private <T> boolean folded(List<Read<T>> read, Applying<T> applying) throws InterruptedException {
    var heard = read.stream().map(Read::heard).toList();
    for (var pause = settings.retryAfter(); ; pause = longer(pause)) {
      try {
        var changes = applying.to(heard);
        count(read.getFirst().record().topic(), "changed", changes);
        count(read.getFirst().record().topic(), "unchanged", heard.size() - changes);
        return true;
      } catch (SQLException e) {
        if (isForGood(e)) {
          LOG.warnf("Batch not taken; records=%d state=%s", heard.size(), e.getSQLState());
          return false;
        }
        LOG.warnf(
            "Database away, trying again; records=%d state=%s", heard.size(), e.getSQLState());
      }
      await(pause);
    }
  }

  private void layAside(Letter letter) throws InterruptedException {
    for (var pause = settings.retryAfter();
        !deadLetters.send(letter.record(), letter.reason());
        pause = longer(pause)) {
      LOG.warn("Broker does not take a dead letter, trying again");
      await(pause);
    }
    count(letter.record().topic(), "rejected", 1);
    LOG.warnf(
        "Record laid aside; topic=%s partition=%d offset=%d reason=%s",
        letter.record().topic(),
        letter.record().partition(),
        letter.record().offset(),
        letter.reason());
  }

  /** Only data that the database refuses is the record's own fault; all else may pass. */
  private static boolean isForGood(SQLException e) {
    var state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  private void await(Duration pause) throws InterruptedException {
    if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new CancellationException("stopping; the batch is read again after the start");
    }
  }

  private Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(settings.retryAtMost()) > 0 ? settings.retryAtMost() : doubled;
  }

  private void count(String topic, String outcome, int n) {
    meters.counter("heed.metrics.records", "topic", topic, "outcome", outcome).increment(n);
  }
}
