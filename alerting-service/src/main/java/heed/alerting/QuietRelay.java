package heed.alerting;

import io.smallrye.reactive.messaging.MutinyEmitter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends what an outbox holds of which there is little: one copy at a time sends all of it, and what
 * is read at once may leave in any order. A crash between the acknowledgement and the deletion
 * repeats a record with the same {@code ce_id}.
 */
public final class QuietRelay implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * What waits.
   *
   * @param id by which the outbox forgets it
   */
  public record Waiting(String id, ProducerRecord<byte[], byte[]> record) {}

  /** The rows. */
  public interface Outbox {
    /** A few that may leave now, of each key the first. */
    List<Waiting> read(Connection connection) throws SQLException;

    /** The broker has acknowledged these. */
    void forget(Connection connection, List<String> ids) throws SQLException;
  }

  /** Where the database is, for a session of one's own. */
  public record Database(String url, String user, String password) {}

  private final String name;
  private final int lockNumber;
  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final Database database;
  private final Outbox outbox;
  private final Loop loop;
  private @Nullable ShardLocks lock;

  /**
   * @param name of the loop
   * @param lockNumber which outbox, see {@link ShardLocks}
   */
  public QuietRelay(
      String name,
      int lockNumber,
      MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      Database database,
      Outbox outbox) {
    this.name = name;
    this.lockNumber = lockNumber;
    this.emitter = emitter;
    this.database = database;
    this.outbox = outbox;
    this.loop = new Loop(name, PAUSE, this::relay);
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
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
      var waiting = outbox.read(mine.session());
      return !waiting.isEmpty() && send(mine, waiting);
    } catch (SQLException e) {
      letGo();
      throw e;
    }
  }

  private ShardLocks claim() throws SQLException {
    var mine = lock;
    if (mine == null) {
      mine = ShardLocks.open(database.url(), database.user(), database.password(), lockNumber, 1);
      lock = mine;
    }
    if (mine.held().isEmpty()) {
      mine.claim();
    }
    return mine;
  }

  /** True if all of it was acknowledged; the others wait for the next attempt. */
  private boolean send(ShardLocks mine, List<Waiting> waiting)
      throws SQLException, InterruptedException {
    var sending = new ArrayList<CompletableFuture<Void>>();
    for (var one : waiting) {
      sending.add(emitter.send(one.record()).subscribeAsCompletionStage());
    }
    mine.holdUntil(CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)));
    var sent = new ArrayList<String>();
    for (var i = 0; i < waiting.size(); i++) {
      if (!sending.get(i).isCompletedExceptionally()) {
        sent.add(waiting.get(i).id());
      }
    }
    outbox.forget(mine.session(), sent);
    if (sent.size() < waiting.size()) {
      throw new IllegalStateException(
          "the broker did not take %d of %s".formatted(waiting.size() - sent.size(), name));
    }
    return true;
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
