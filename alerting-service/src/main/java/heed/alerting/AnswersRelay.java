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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/**
 * Sends public answers and their withdrawals to {@code answers-published}, those of a review in
 * their order: of a review the next leaves only after the broker acknowledged the one before.
 * People write them, so there are few, and one copy at a time sends all of them. A crash between
 * the acknowledgement and the deletion repeats one with the same {@code ce_id}.
 */
@ApplicationScoped
class AnswersRelay {
  static final String CHANNEL = Topics.ANSWERS_PUBLISHED;
  private static final String SOURCE = "/heed/alerting-service";
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int BATCH = 100;

  /** The first of each review. */
  private static final String READ =
      """
      select distinct on (review_id) id, review_id, ce_id, type, at, data
      from (select * from answers_outbox order by id limit ?) as waiting
      order by review_id, id
      """;

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final String url;
  private final String user;
  private final String password;
  private final Loop loop;
  private @Nullable ShardLocks lock;

  AnswersRelay(
      @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * BATCH)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
    this.emitter = emitter;
    this.url = url;
    this.user = user;
    this.password = password;
    this.loop = new Loop("answers", PAUSE, this::relay);
  }

  private record Waiting(long id, ProducerRecord<byte[], byte[]> record) {}

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
    letGo();
  }

  /** Sends a few; true if more may wait. Any failure of the session gives the right away. */
  private boolean relay() throws Exception {
    try {
      var mine = claim();
      if (mine.held().isEmpty()) {
        mine.stillHeld();
        return false;
      }
      var waiting = read(mine);
      return !waiting.isEmpty() && send(mine, waiting);
    } catch (SQLException e) {
      letGo();
      throw e;
    }
  }

  private ShardLocks claim() throws SQLException {
    var mine = lock;
    if (mine == null) {
      mine = ShardLocks.open(url, user, password, ShardLocks.ANSWERS, 1);
      lock = mine;
    }
    if (mine.held().isEmpty()) {
      mine.claim();
    }
    return mine;
  }

  private static List<Waiting> read(ShardLocks mine) throws SQLException {
    var waiting = new ArrayList<Waiting>();
    try (var statement = mine.session().prepareStatement(READ)) {
      statement.setInt(1, BATCH);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(new Waiting(rows.getLong("id"), record(rows)));
        }
      }
    }
    return waiting;
  }

  private static ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
    var id = row.getObject("ce_id", UUID.class).toString();
    var type = EventType.of(row.getString("type"));
    var headers = new CloudEvent(id, SOURCE, type, CaseRows.at(row, "at")).headers();
    return new ProducerRecord<>(
        Topics.ANSWERS_PUBLISHED,
        null,
        row.getString("review_id").getBytes(StandardCharsets.UTF_8),
        row.getString("data").getBytes(StandardCharsets.UTF_8),
        headers);
  }

  /** True if all of it was acknowledged; the others wait for the next attempt. */
  private boolean send(ShardLocks mine, List<Waiting> waiting)
      throws SQLException, InterruptedException {
    var sending = new ArrayList<CompletableFuture<Void>>();
    for (var one : waiting) {
      sending.add(emitter.send(one.record()).subscribeAsCompletionStage());
    }
    mine.holdUntil(CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)));
    var sent = new ArrayList<Long>();
    for (var i = 0; i < waiting.size(); i++) {
      if (!sending.get(i).isCompletedExceptionally()) {
        sent.add(waiting.get(i).id());
      }
    }
    delete(mine, sent);
    if (sent.size() < waiting.size()) {
      throw new IllegalStateException(
          "the broker did not take " + (waiting.size() - sent.size()) + " answers");
    }
    return true;
  }

  private static void delete(ShardLocks mine, List<Long> sent) throws SQLException {
    try (var statement =
        mine.session()
            .prepareStatement("delete from answers_outbox where id = any (?::bigint[])")) {
      statement.setArray(1, Guards.texts(mine.session(), sent));
      statement.executeUpdate();
    }
  }

  private void letGo() {
    var mine = lock;
    lock = null;
    if (mine != null) {
      try {
        mine.close();
      } catch (SQLException e) {
        // it was lost already
      }
    }
  }
}
