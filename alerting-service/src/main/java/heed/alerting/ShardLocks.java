package heed.alerting;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The right to send the events of some shards. It lives in a database session of its own: a copy
 * that dies loses it with the connection, and one that hangs loses it because the server ends a
 * session that has been silent for {@link #SILENCE}.
 */
final class ShardLocks implements AutoCloseable {
  /** That of the outbox of {@code cases-changed}. */
  static final int OUTBOX = 0x48656564;

  /** That of the outbox of {@code answers-published}. */
  static final int ANSWERS = 0x48656565;

  private static final String SILENCE = "15s";
  private static final int AT_ONCE = 4;

  private final Connection session;
  private final int lock;
  private final int shards;
  private final Set<Integer> held = new TreeSet<>();

  private ShardLocks(Connection session, int lock, int shards) {
    this.session = session;
    this.lock = lock;
    this.shards = shards;
  }

  /**
   * @param url as of the data source
   * @param lock which outbox
   * @param shards how many it has
   */
  static ShardLocks open(String url, String user, String password, int lock, int shards)
      throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "heed-outbox");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    var session = DriverManager.getConnection(url, properties);
    try (var statement = session.createStatement()) {
      statement.execute("set idle_session_timeout = '" + SILENCE + "'");
      return new ShardLocks(session, lock, shards);
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /** The shards whose events this copy, and no other, sends. */
  Set<Integer> held() {
    return held;
  }

  /** Takes a few that are free, so that copies that start together share them. */
  void claim() throws SQLException {
    var free =
        IntStream.range(0, shards)
            .boxed()
            .filter(shard -> !held.contains(shard))
            .collect(Collectors.toList());
    Collections.shuffle(free);
    for (var shard : free.subList(0, Math.min(AT_ONCE, free.size()))) {
      try (var statement = session.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
        statement.setInt(1, lock);
        statement.setInt(2, shard);
        try (var rows = statement.executeQuery()) {
          if (rows.next() && rows.getBoolean(1)) {
            held.add(shard);
          }
        }
      }
    }
  }

  /** The session that holds the locks: what is read through it was read while they were held. */
  Connection session() {
    return session;
  }

  /**
   * Says that this copy is still here.
   *
   * @throws SQLException if the session, and with it every lock, is lost
   */
  void stillHeld() throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("select 1");
    }
  }

  /**
   * Waits for what is on its way, whatever becomes of it, and keeps the session alive meanwhile.
   *
   * @throws SQLException as {@link #stillHeld}
   */
  void holdUntil(CompletableFuture<Void> done) throws SQLException, InterruptedException {
    while (true) {
      try {
        done.get(1, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        return; // told apart one by one
      } catch (TimeoutException e) {
        stillHeld();
      }
    }
  }

  java.sql.Array heldAsArray() throws SQLException {
    return Guards.texts(session, List.copyOf(held));
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
