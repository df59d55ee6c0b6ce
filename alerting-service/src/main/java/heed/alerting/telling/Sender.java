package heed.alerting.telling;

import heed.alerting.Failures;
import heed.alerting.Loop;
import heed.alerting.Transactions;
import heed.alerting.telling.Message.Letter;
import heed.alerting.telling.Message.Nothing;
import heed.alerting.telling.Message.Post;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Delivers messages. A delivery is leased in one transaction, sent outside of any, and what came of
 * it is written in another: a copy that is killed in between sends it again, with the same id.
 */
@ApplicationScoped
class Sender {
  private static final Logger LOG = Logger.getLogger(Sender.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What an attempt may take beside its network call. */
  private static final Duration SPARE = Duration.ofSeconds(30);

  private static final int AT_ONCE = 32;
  private static final int AT_ONCE_EACH = 8;

  /**
   * How often it is looked at last whether a mail server that was away is back, and by how many.
   */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private static final int LOOKING = 4;

  private static final List<String> MAIL = named(true);
  private static final List<String> OTHER = named(false);
  private static final List<String> ALL = Stream.of(MAIL, OTHER).flatMap(List::stream).toList();

  private final Transactions transactions;
  private final Composer composer;
  private final TokenPoster poster;
  private final Postman postman;
  private final Results results;
  private final TellingMeters meters;
  private final MailOutage outage;
  private final Duration lease;
  private final ExecutorService attempts =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("heed-attempt-", 0).factory());

  /** Attempts are many, and must leave connections to those who answer people. */
  private final Semaphore seats = new Semaphore(3);

  private final Semaphore finished = new Semaphore(0);
  private final AtomicInteger running = new AtomicInteger();
  private final Map<String, Integer> busy = new ConcurrentHashMap<>();
  private final Loop loop;

  Sender(
      Transactions transactions,
      Composer composer,
      TokenPoster poster,
      Postman postman,
      Results results,
      TellingMeters meters,
      TellingSettings settings) {
    this.transactions = transactions;
    this.composer = composer;
    this.poster = poster;
    this.postman = postman;
    this.results = results;
    this.meters = meters;
    var longest = settings.retry().longest();
    this.outage =
        new MailOutage(settings.retry().first(), longest.compareTo(LOOK) < 0 ? longest : LOOK);
    this.lease = poster.longest().plus(settings.mail().timeout()).plus(SPARE);
    this.loop = new Loop("sender", settings.poll(), () -> send() > 0 || hasRoom(settings.poll()));
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.close();
    attempts.shutdown();
    if (!attempts.awaitTermination(5, TimeUnit.SECONDS)) {
      attempts.shutdownNow();
    }
  }

  /** Begins attempts for what is due; answers how many. */
  int send() {
    var free = AT_ONCE - running.get();
    if (free <= 0) {
      return 0;
    }
    var full =
        busy.entrySet().stream()
            .filter(e -> e.getValue() >= AT_ONCE_EACH)
            .map(Map.Entry::getKey)
            .toList();
    var claimed = claim(full, free, outage.way(Instant.now()));
    claimed.forEach(this::begin);
    return claimed.size();
  }

  /** Nobody who is told in another way waits for a mail server that is away. */
  private List<Delivery> claim(List<String> full, int free, MailOutage.Way way) {
    return transactions.call(
        LIMIT,
        c -> {
          var claimed = new ArrayList<Delivery>();
          if (way == MailOutage.Way.FEW) {
            var few = Math.min(LOOKING, free);
            claimed.addAll(DeliveryRows.claim(c, lease, MAIL, full, AT_ONCE_EACH, few));
          }
          var left = free - claimed.size();
          var mediums = way == MailOutage.Way.ALL ? ALL : OTHER;
          if (left > 0) {
            claimed.addAll(DeliveryRows.claim(c, lease, mediums, full, AT_ONCE_EACH, left));
          }
          return claimed;
        });
  }

  private static List<String> named(boolean mail) {
    return Arrays.stream(Medium.values()).filter(m -> m.mail() == mail).map(Enum::name).toList();
  }

  /** While attempts are under way the next ones begin as soon as one has ended. */
  private boolean hasRoom(Duration patience) throws InterruptedException {
    return running.get() > 0
        && finished.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)
        && finished.drainPermits() >= 0;
  }

  private void begin(Delivery delivery) {
    running.incrementAndGet();
    busy.merge(delivery.recipient(), 1, Integer::sum);
    attempts.execute(
        () -> {
          try {
            attempt(delivery);
          } catch (RuntimeException e) {
            // The lease runs out, and it is attempted again.
            LOG.errorf("attempt failed: delivery=%s, reason=%s", delivery.id(), Failures.shown(e));
          } finally {
            running.decrementAndGet();
            busy.computeIfPresent(delivery.recipient(), (k, n) -> n == 1 ? null : n - 1);
            finished.release();
          }
        });
  }

  private void attempt(Delivery delivery) {
    try {
      var outcome = deliver(compose(delivery));
      meters.attempted(delivery.medium(), outcome);
      seated(connection -> results.save(connection, delivery, outcome));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What cannot be written now, as under a lost key, is tried again like any other failure, and
   * given up like any other; only the database is waited for.
   */
  private Message compose(Delivery delivery) throws InterruptedException {
    try {
      return seated(connection -> composer.compose(connection, delivery));
    } catch (RuntimeException e) {
      if (Failures.cause(e, SQLException.class) != null) {
        throw e;
      }
      LOG.errorf(
          "message cannot be written: delivery=%s, reason=%s", delivery.id(), Failures.shown(e));
      return new Message.Nothing(Outcome.Failed.of("it could not be written; see the log"));
    }
  }

  private <T> T seated(Transactions.Work<T> work) throws InterruptedException {
    seats.acquire();
    try {
      return transactions.call(LIMIT, work);
    } finally {
      seats.release();
    }
  }

  private Outcome deliver(Message message) throws InterruptedException {
    return switch (message) {
      case Post post -> poster.post(post);
      case Letter letter -> watched(postman.send(letter, outage.lasts()));
      case Nothing nothing -> nothing.why();
    };
  }

  private Outcome watched(Outcome ofMail) {
    if (ofMail instanceof Outcome.Away away) {
      if (outage.away(Instant.now())) {
        LOG.warnf("letters wait: %s", away.words());
      }
    } else if (outage.back(Instant.now()) instanceof Duration away) {
      LOG.infof("the mail server is back: away for %d s", away.toSeconds());
    }
    return ofMail;
  }

  /** Posts once, now, and keeps nothing: to see whether an endpoint can be reached. */
  Outcome test(Endpoint endpoint, String language) throws InterruptedException {
    var outcome = poster.post(composer.test(endpoint, UUID.randomUUID(), language));
    meters.attempted(endpoint.subscription().kind(), outcome);
    return outcome;
  }
}
