package heed.alerting.telling;

import heed.alerting.Failures;
import heed.alerting.Loop;
import heed.alerting.Transactions;
import heed.alerting.crm.Mapping;
import heed.alerting.telling.Delivery.State;
import heed.alerting.telling.Message.Letter;
import heed.alerting.telling.Message.Nothing;
import heed.alerting.telling.Message.Post;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final Transactions transactions;
  private final Composer composer;
  private final EndpointRows endpoints;
  private final TokenPoster poster;
  private final Postman postman;
  private final Letters letters;
  private final TellingMeters meters;
  private final RetryDecider retry;
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
      EndpointRows endpoints,
      TokenPoster poster,
      Postman postman,
      Letters letters,
      TellingMeters meters,
      TellingSettings settings) {
    this.transactions = transactions;
    this.composer = composer;
    this.endpoints = endpoints;
    this.poster = poster;
    this.postman = postman;
    this.letters = letters;
    this.meters = meters;
    var again = settings.retry();
    this.retry = new RetryDecider(again.first(), again.longest(), again.giveUp());
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
    var claimed =
        transactions.call(LIMIT, c -> DeliveryRows.claim(c, lease, full, AT_ONCE_EACH, free));
    claimed.forEach(this::begin);
    return claimed.size();
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
      seated(connection -> save(connection, delivery, outcome));
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
      case Letter letter -> postman.send(letter);
      case Nothing nothing -> nothing.why();
    };
  }

  /** Posts once, now, and keeps nothing: to see whether an endpoint can be reached. */
  Outcome test(Endpoint endpoint, String language) throws InterruptedException {
    var outcome = poster.post(composer.test(endpoint, UUID.randomUUID(), language));
    meters.attempted(endpoint.subscription().kind(), outcome);
    return outcome;
  }

  boolean save(Connection connection, Delivery delivery, Outcome outcome) throws SQLException {
    letters.lock(connection, delivery);
    var saved = saved(connection, delivery, outcome);
    if (saved) {
      letters.became(connection, delivery, outcome);
    }
    return saved;
  }

  private boolean saved(Connection connection, Delivery delivery, Outcome outcome)
      throws SQLException {
    return switch (outcome) {
      case Outcome.Delivered done -> delivered(connection, delivery, done);
      case Outcome.Dropped dropped -> dropped(connection, delivery, dropped);
      case Outcome.Refused refused -> dead(connection, delivery, refused);
      case Outcome.Gone gone -> gone(connection, delivery, gone);
      case Outcome.Failed failed -> failed(connection, delivery, failed);
      case Outcome.Later later -> {
        DeliveryRows.again(connection, delivery, later.until(), later);
        yield true;
      }
    };
  }

  private static boolean delivered(Connection connection, Delivery delivery, Outcome.Delivered done)
      throws SQLException {
    if (delivery.event().equals(Mapping.ERASED)) {
      CrmRows.obeyed(connection, delivery.id());
    }
    return DeliveryRows.done(connection, delivery, State.DELIVERED, done);
  }

  private boolean failed(Connection connection, Delivery delivery, Outcome.Failed failed)
      throws SQLException {
    var now = Transactions.now(connection);
    var chance = ThreadLocalRandom.current().nextDouble();
    Instant next =
        retry.next(delivery.attempts(), delivery.since(), now, failed.retryAfter(), chance);
    if (next == null) {
      return dead(connection, delivery, failed);
    }
    DeliveryRows.again(connection, delivery, next, failed);
    return true;
  }

  private static boolean dead(Connection connection, Delivery delivery, Outcome outcome)
      throws SQLException {
    LOG.warnf(
        "given up: delivery=%s, channel=%s, attempts=%d, outcome=%s",
        delivery.id(), delivery.medium(), delivery.attempts(), outcome.words());
    return DeliveryRows.done(connection, delivery, State.DEAD, outcome);
  }

  private static boolean dropped(Connection connection, Delivery delivery, Outcome outcome)
      throws SQLException {
    if (delivery.event().equals(Notice.INVITATION) && delivery.attempts() == 1) {
      for (var notice : NoticeRows.of(connection, delivery.id())) {
        NoticeRows.uninvite(connection, notice.caseId());
        NoticeRows.forget(connection, List.of(notice));
      }
    }
    return DeliveryRows.done(connection, delivery, State.DROPPED, outcome);
  }

  private boolean gone(Connection connection, Delivery delivery, Outcome.Gone gone)
      throws SQLException {
    if (endpoints.disable(connection, delivery.recipient(), gone.words())) {
      LOG.warnf("endpoint disabled: endpoint=%s, reason=410", delivery.recipient());
    }
    var done = DeliveryRows.done(connection, delivery, State.DEAD, gone);
    var to = new Recipient(delivery.medium(), delivery.recipient());
    DeliveryRows.giveUp(connection, to, "the endpoint is disabled");
    return done;
  }
}
