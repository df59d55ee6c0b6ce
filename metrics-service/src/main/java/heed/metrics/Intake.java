package heed.metrics;

import heed.events.InvitationChanged;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the doors of the stream do with a batch. An outage is waited out here, with the batch
 * unacknowledged, however long it lasts; if a batch fails for a reason that will not pass, it is
 * done record by record and only the culprit is laid aside. What takes the database too long, or
 * more than it has, is halved before it is tried again; one record that times out again and again
 * is laid aside too, so that it holds up no other for ever. An erasure is not: whose data must go
 * is not kept because others held the locks. It is given more time, and tried until it is done.
 *
 * <p>Law: read = changed + unchanged + rejected.
 */
@ApplicationScoped
class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final int MOST_TIMEOUTS = 3;

  /** How a record is read; what no retry makes readable is a {@link MalformedRecord}. */
  interface Reading<T> {
    T of(ConsumerRecord<byte[], byte[]> record);
  }

  /** What is done with what was read, all of it or nothing; answers how many changed anything. */
  interface Applying<T> {
    int to(List<T> heard) throws SQLException;

    /** The same of what timed out and must be done; it may take minutes. */
    default int patiently(List<T> heard) throws SQLException {
      return to(heard);
    }
  }

  private record Facts(Folding folding) implements Applying<Heard> {
    @Override
    public int to(List<Heard> heard) throws SQLException {
      return folding.apply(heard);
    }

    @Override
    public int patiently(List<Heard> heard) throws SQLException {
      return folding.applyPatiently(heard);
    }
  }

  private record Read<T>(ConsumerRecord<byte[], byte[]> record, T heard) {}

  private record Letter(ConsumerRecord<byte[], byte[]> record, String reason) {}

  private final Folding folding;
  private final DeadLetterBox deadLetters;
  private final IntakeSettings settings;
  private final IntakeMeters meters;
  private final Traces traces;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Intake(
      Folding folding,
      DeadLetterBox deadLetters,
      IntakeSettings settings,
      IntakeMeters meters,
      Traces traces) {
    this.folding = folding;
    this.deadLetters = deadLetters;
    this.settings = settings;
    this.meters = meters;
    this.traces = traces;
  }

  /** Ends a wait, so that the service stops in time; nothing is acknowledged. */
  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  /** Returns when everything in the batch is counted or laid aside; then it may be acknowledged. */
  void take(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    take(batch, Heard::read, new Facts(folding));
  }

  /** The same for a door whose records are no facts. */
  <T> void take(ConsumerRecords<byte[], byte[]> batch, Reading<T> reading, Applying<T> applying)
      throws InterruptedException {
    try (var trace = traces.begin(batch)) {
      take(batch, reading, applying, trace);
    }
  }

  private <T> void take(
      ConsumerRecords<byte[], byte[]> batch,
      Reading<T> reading,
      Applying<T> applying,
      BatchTrace trace)
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
      layAside(letter, trace);
    }
  }

  private <T> void fold(List<Read<T>> read, List<Letter> letters, Applying<T> applying)
      throws InterruptedException {
    if (read.isEmpty()) {
      return;
    }
    var failure = folded(read, applying);
    if (failure == null) {
      return;
    }
    if (read.size() == 1) {
      letters.add(new Letter(read.getFirst().record(), reason(failure)));
    } else if (failure == Failure.REFUSED) {
      for (var one : read) {
        fold(List.of(one), letters, applying);
      }
    } else {
      var half = read.size() / 2;
      fold(read.subList(0, half), letters, applying);
      fold(read.subList(half, read.size()), letters, applying);
    }
  }

  /** Null if it is done; else why it is not to be tried again as it is. */
  private <T> @Nullable Failure folded(List<Read<T>> read, Applying<T> applying)
      throws InterruptedException {
    var heard = read.stream().map(Read::heard).toList();
    var mustBeDone = heard.stream().anyMatch(Intake::erases);
    var timeouts = 0;
    for (var pause = settings.retryAfter(); ; pause = longer(pause)) {
      try {
        var changes = mustBeDone && timeouts > 0 ? applying.patiently(heard) : applying.to(heard);
        meters.taken(read.getFirst().record().topic(), changes, heard.size() - changes);
        return null;
      } catch (SQLException e) {
        var failure = Failure.of(e.getSQLState());
        LOG.warnf(
            "Batch not taken; records=%d state=%s failure=%s",
            heard.size(), e.getSQLState(), failure);
        timeouts += failure == Failure.TIMED_OUT ? 1 : 0;
        var isTooOften = heard.size() == 1 && timeouts == MOST_TIMEOUTS && !mustBeDone;
        if (failure == Failure.REFUSED || isTooOften) {
          return failure;
        }
        await(pause);
        if (heard.size() > 1 && failure != Failure.PASSING) {
          return failure;
        }
      }
    }
  }

  private static boolean erases(Object heard) {
    return switch (heard) {
      case Heard fact -> fact.erases();
      case Answered answered -> answered.erases();
      case InvitationChanged told -> told.what() == InvitationChanged.What.FORGOTTEN;
      default -> false;
    };
  }

  private static String reason(Failure failure) {
    return failure == Failure.TIMED_OUT
        ? "the database does not finish it in time"
        : "the database does not take it";
  }

  private void layAside(Letter letter, BatchTrace trace) throws InterruptedException {
    for (var pause = settings.retryAfter();
        !deadLetters.send(letter.record(), letter.reason());
        pause = longer(pause)) {
      LOG.warn("Broker does not take a dead letter, trying again");
      await(pause);
    }
    meters.laidAside(letter.record().topic());
    trace.became(letter.record(), "dead_letter");
    trace.within(
        letter.record(),
        () ->
            LOG.warnf(
                "Record laid aside; topic=%s partition=%d offset=%d reason=%s",
                letter.record().topic(),
                letter.record().partition(),
                letter.record().offset(),
                letter.reason()));
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
}
