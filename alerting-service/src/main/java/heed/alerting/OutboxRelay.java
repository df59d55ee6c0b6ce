package heed.alerting;

import heed.events.CloudEvent;
import heed.events.EventType;
import heed.events.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the outbox holds to {@code cases-changed}, the events of a case in their sequence. One
 * copy at a time sends a shard; of a case the next event leaves only after the broker acknowledged
 * the one before. A crash between the acknowledgement and the deletion repeats an event with the
 * same {@code ce_id}.
 *
 * <p>What remains: a copy that is frozen between reading and sending, for longer than its session
 * lives, and then thawed, may still send what it had read; it was sent by another meanwhile, with
 * the same {@code ce_id}. The moment is guarded by {@link #STALE}.
 */
@ApplicationScoped
class OutboxRelay {
  static final String CHANNEL = Topics.CASES_CHANGED;
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final String SOURCE = "/heed/alerting-service";
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final long STALE = TimeUnit.SECONDS.toNanos(5);
  private static final long CLAIM_EVERY = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 500;

  private static final String READ =
      """
      with first as materialized
        (select event_id from outbox where shard = any (?::smallint[]) order by event_id limit ?)
      select e.* from first cross join lateral
        (select id, case_id, review_id, ce_id, type, at, data from events
          where id = first.event_id limit 1) as e
      order by e.id
      """;

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final Meters meters;
  private final String url;
  private final String user;
  private final String password;
  private final Loop loop;
  private @Nullable ShardLocks locks;
  private long claimedAt;

  OutboxRelay(
      @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * BATCH)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      Meters meters,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
    this.emitter = emitter;
    this.meters = meters;
    this.url = url;
    this.user = user;
    this.password = password;
    this.loop = new Loop("outbox", PAUSE, this::relay);
  }

  /** An event that waits. */
  private record Waiting(long id, UUID caseId, ProducerRecord<byte[], byte[]> record) {}

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
    letGo();
  }

  /** Sends one batch; true if more may wait. Any failure of the session gives the shards away. */
  boolean relay() throws Exception {
    try {
      var mine = claim();
      var readAt = System.nanoTime();
      var waiting = read(mine);
      var left = new ArrayList<>(waiting);
      var failed = new HashSet<UUID>();
      while (!left.isEmpty()) {
        var wave = wave(left, failed);
        if (wave.isEmpty() || System.nanoTime() - readAt > STALE) {
          break;
        }
        readAt = send(mine, wave, failed);
      }
      if (!failed.isEmpty()) {
        throw new IllegalStateException(
            "the broker did not take the events of " + failed.size() + " cases");
      }
      return waiting.size() == BATCH;
    } catch (SQLException e) {
      letGo();
      throw e;
    }
  }

  private ShardLocks claim() throws SQLException {
    var mine = locks;
    if (mine == null) {
      mine = ShardLocks.open(url, user, password, ShardLocks.OUTBOX, Journal.shards());
      locks = mine;
      claimedAt = System.nanoTime() - CLAIM_EVERY;
    }
    if (mine.held().size() < Journal.shards() && System.nanoTime() - claimedAt >= CLAIM_EVERY) {
      var before = mine.held().size();
      mine.claim();
      claimedAt = System.nanoTime();
      if (mine.held().size() > before) {
        LOG.infof("sending the events of shards: shards=%s", mine.held());
      }
    }
    return mine;
  }

  private static List<Waiting> read(ShardLocks mine) throws SQLException {
    var waiting = new ArrayList<Waiting>();
    if (mine.held().isEmpty()) {
      mine.stillHeld();
      return waiting;
    }
    try (var statement = mine.session().prepareStatement(READ)) {
      statement.setArray(1, mine.heldAsArray());
      statement.setInt(2, BATCH);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(
              new Waiting(
                  rows.getLong("id"),
                  rows.getObject("case_id", UUID.class),
                  record(
                      rows.getObject("review_id", UUID.class),
                      rows.getObject("ce_id", UUID.class),
                      rows.getString("type"),
                      CaseRows.at(rows, "at"),
                      rows.getString("data"))));
        }
      }
    }
    return waiting;
  }

  private static ProducerRecord<byte[], byte[]> record(
      UUID reviewId, UUID id, String type, Instant at, String data) {
    var event = new CloudEvent(id.toString(), SOURCE, EventType.of(type), at);
    return new ProducerRecord<>(
        Topics.CASES_CHANGED,
        null,
        reviewId.toString().getBytes(StandardCharsets.UTF_8),
        data.getBytes(StandardCharsets.UTF_8),
        event.headers());
  }

  /** The next event of each case, taken out of what is left; none of a case that failed. */
  private static List<Waiting> wave(List<Waiting> left, java.util.Set<UUID> failed) {
    var seen = new HashSet<UUID>(failed);
    var wave = left.stream().filter(w -> seen.add(w.caseId())).toList();
    left.removeAll(new HashSet<>(wave));
    return wave;
  }

  /**
   * Sends a wave, deletes what was acknowledged, and answers when the locks were last seen held.
   */
  private long send(ShardLocks mine, List<Waiting> wave, java.util.Set<UUID> failed)
      throws SQLException, InterruptedException {
    var sending = new ArrayList<CompletableFuture<Void>>();
    for (var waiting : wave) {
      sending.add(emitter.send(waiting.record()).subscribeAsCompletionStage());
    }
    mine.holdUntil(CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)));
    var sent = new ArrayList<Long>();
    for (var i = 0; i < wave.size(); i++) {
      if (sending.get(i).isCompletedExceptionally()) {
        failed.add(wave.get(i).caseId());
      } else {
        sent.add(wave.get(i).id());
      }
    }
    delete(mine, sent);
    meters.sent(sent.size());
    return System.nanoTime();
  }

  private static void delete(ShardLocks mine, List<Long> sent) throws SQLException {
    try (var statement =
        mine.session().prepareStatement("delete from outbox where event_id = any (?::bigint[])")) {
      statement.setArray(1, Guards.texts(mine.session(), sent));
      statement.executeUpdate();
    }
  }

  private void letGo() {
    var mine = locks;
    locks = null;
    if (mine != null) {
      try {
        mine.close();
      } catch (SQLException e) {
        LOG.debug("the session was lost already", e);
      }
    }
  }
}
