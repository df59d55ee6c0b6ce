package heed.sentiment;

import heed.events.Topics;
import heed.eyes.BatchTrace;
import heed.eyes.Traces;
import heed.sentiment.learning.Lesson;
import heed.sentiment.learning.SampleLog;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The door of the stream. A batch is decided, sent in its order and awaited as a whole, then
 * acknowledged. On failure: a malformed record goes to the dead letters and its neighbours on; an
 * outage of the broker is waited out here, with the batch unacknowledged, however long it lasts.
 *
 * <p>Law: every record read leaves as one {@link Onward} before its batch is acknowledged.
 */
@ApplicationScoped
public class ReviewsReceived {
  public static final String CHANNEL = Topics.REVIEWS_RECEIVED;

  private static final Logger LOG = Logger.getLogger(ReviewsReceived.class);

  /** Fewer are tagged sooner by one thread than handed over to others. */
  private static final int MANY = 32;

  private final StreamTagger tagger;
  private final TaggedLog log;
  private final SampleLog samples;
  private final TaggingMetrics metrics;
  private final TaggingSettings settings;
  private final Traces traces;
  private final Clock clock = Clock.systemUTC();

  /** Told with every new try, so that an outage has a name. */
  private volatile String lastFailure = "";

  private final CountDownLatch stopping = new CountDownLatch(1);

  ReviewsReceived(
      Tagger tagger,
      TaggedLog log,
      SampleLog samples,
      TaggingMetrics metrics,
      TaggingSettings settings,
      LogSettings reviews,
      Traces traces) {
    this.tagger = new StreamTagger(tagger, reviews.epoch());
    this.log = log;
    this.samples = samples;
    this.metrics = metrics;
    this.settings = settings;
    this.traces = traces;
    LogSettings.revision(reviews.epoch(), 0);
  }

  /** Ends a wait for the broker, so that the service stops in time; nothing is acknowledged. */
  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  @Incoming(CHANNEL)
  @Blocking
  void tag(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    try (var trace = traces.begin(batch)) {
      tag(batch, trace);
    }
  }

  private void tag(ConsumerRecords<byte[], byte[]> batch, BatchTrace trace)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(batch.count());
    batch.forEach(records::add);
    var onward = new ArrayList<>(decided(records));
    for (var i = 0; i < onward.size(); i++) {
      if (!(onward.get(i) instanceof Onward.Letter)) {
        trace.put(records.get(i), onward.get(i).sent().headers()); // a letter leaves as it came
      }
    }
    untilTrue(() -> acknowledged(records, onward), records.size());
    List<Lesson> heard = onward.stream().map(Onward::lesson).filter(Objects::nonNull).toList();
    var lessons = samples.chosen(heard);
    untilTrue(() -> learnt(lessons), records.size());
    for (var i = 0; i < onward.size(); i++) {
      var one = onward.get(i);
      trace.within(records.get(i), () -> tell(one));
      trace.became(records.get(i), one.word());
    }
  }

  /** What leaves for each, in their order; many are tagged on all processors at once. */
  private List<Onward> decided(List<ConsumerRecord<byte[], byte[]>> records) {
    var now = clock.instant();
    var stream = records.size() < MANY ? records.stream() : records.parallelStream();
    return stream.map(record -> metrics.timed(() -> tagger.decide(record, now))).toList();
  }

  /** A step that the broker must acknowledge. */
  private interface Step {
    boolean done() throws InterruptedException;
  }

  private boolean learnt(List<Lesson> lessons) throws InterruptedException {
    var taken = samples.take(lessons);
    lastFailure = taken ? lastFailure : "training-samples";
    return taken;
  }

  private void untilTrue(Step step, int records) throws InterruptedException {
    var pause = settings.retryAfter();
    while (!step.done()) {
      LOG.warnf(
          "Broker does not acknowledge, trying again; records=%d reason=%s", records, lastFailure);
      metrics.retried();
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CancellationException("stopping; the batch is read again after the start");
      }
      pause = longer(pause);
    }
  }

  private Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(settings.retryAtMost()) > 0 ? settings.retryAtMost() : doubled;
  }

  /** Sends all before it awaits the first; what is too large is replaced by its dead letter. */
  private boolean acknowledged(List<ConsumerRecord<byte[], byte[]>> records, List<Onward> onward)
      throws InterruptedException {
    var sends = new ArrayList<Future<RecordMetadata>>(onward.size());
    try {
      for (var one : onward) {
        sends.add(log.append(one.sent()));
      }
    } catch (KafkaException e) {
      lastFailure = e.getClass().getSimpleName();
      return false;
    }
    var all = true;
    for (var i = 0; i < sends.size(); i++) {
      all &= acknowledged(sends.get(i), records.get(i), onward, i);
    }
    return all;
  }

  private boolean acknowledged(
      Future<RecordMetadata> send,
      ConsumerRecord<byte[], byte[]> record,
      List<Onward> onward,
      int i)
      throws InterruptedException {
    try {
      send.get();
      return true;
    } catch (ExecutionException e) {
      lastFailure = String.valueOf(e.getCause());
      if (e.getCause() instanceof RecordTooLargeException
          && !(onward.get(i) instanceof Onward.Letter)) {
        onward.set(i, StreamTagger.letter(record, "the tagged review is too large for its topic"));
      }
      return false;
    }
  }

  private void tell(Onward onward) {
    switch (onward) {
      case Onward.Tagged tagged -> metrics.tagged(tagged.sentiment());
      case Onward.Erased erased -> metrics.erased();
      case Onward.Letter letter -> {
        metrics.deadLetter();
        LOG.warnf("Record laid aside; reason=%s", letter.reason());
      }
    }
  }
}
