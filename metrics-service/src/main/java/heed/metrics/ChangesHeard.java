package heed.metrics;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Hears what all copies fold, over one connection. While the database is away nothing is heard;
 * once it is back everybody is told that anything may have moved. A connection that died without a
 * word is as silent as one without news, so it is asked now and then whether it lives.
 */
@ApplicationScoped
class ChangesHeard {
  private static final Logger LOG = Logger.getLogger(ChangesHeard.class);

  private static final String LISTEN = "listen " + ChangesTold.CHANNEL;

  /** How soon a stop is noticed; news is heard at once. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How often a silent connection is asked, and how long it may take to answer. */
  private static final Duration ASK = Duration.ofSeconds(10);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final Duration ask;
  private final Duration answer;
  private final News news = new News();
  private final CountDownLatch stopping = new CountDownLatch(1);

  @Inject
  ChangesHeard(DataSource dataSource) {
    this(dataSource, ASK, ANSWER);
  }

  ChangesHeard(DataSource dataSource, Duration ask, Duration answer) {
    this.dataSource = dataSource;
    this.ask = ask;
    this.answer = answer;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("kpi-changes").start(this::listen);
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
    stopping.countDown();
  }

  News news() {
    return news;
  }

  /** True once the service is stopping: those who follow are let go. */
  boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void listen() {
    try {
      do {
        listenWhileItLasts();
      } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenWhileItLasts() {
    try (var connection = dataSource.getConnection()) {
      execute(connection, LISTEN);
      news.missed();
      hear(connection, connection.unwrap(PGConnection.class));
      execute(connection, "unlisten *");
    } catch (SQLException e) {
      away(e.getSQLState());
    } catch (RuntimeException e) {
      // whatever it was: a thread that ends here hears nothing for ever
      away(e.getClass().getSimpleName());
    }
  }

  private void away(@Nullable String why) {
    if (!stopped()) {
      LOG.warnf("Database away, changes are not heard; state=%s", why);
    }
  }

  private void hear(Connection connection, PGConnection listening) throws SQLException {
    var asked = System.nanoTime();
    while (!stopped()) {
      var heard = listening.getNotifications((int) LOOK.toMillis());
      if (heard != null) {
        for (var notification : heard) {
          news.heard(notification.getParameter());
        }
      }
      if (System.nanoTime() - asked >= ask.toNanos()) {
        insistOnLife(connection);
        asked = System.nanoTime();
      }
    }
  }

  /** Listening again changes nothing, but the database has to answer it, and in time. */
  private void insistOnLife(Connection connection) throws SQLException {
    var patience = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) answer.toMillis());
    execute(connection, LISTEN);
    connection.setNetworkTimeout(Runnable::run, patience);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
