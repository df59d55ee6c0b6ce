package heed.metrics;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Hears what all copies fold, over one connection. While the database is away nothing is heard;
 * once it is back everybody is told that anything may have moved.
 */
@ApplicationScoped
class ChangesHeard {
  private static final Logger LOG = Logger.getLogger(ChangesHeard.class);

  /** How soon a stop is noticed; news is heard at once. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final News news = new News();
  private final CountDownLatch stopping = new CountDownLatch(1);

  ChangesHeard(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("kpi-changes").start(this::listen);
  }

  void stop(@Observes ShutdownEvent event) {
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
      execute(connection, "listen " + ChangesTold.CHANNEL);
      news.missed();
      hear(connection.unwrap(PGConnection.class));
      execute(connection, "unlisten *");
    } catch (SQLException e) {
      if (!stopped()) {
        LOG.warnf("Database away, changes are not heard; state=%s", e.getSQLState());
      }
    }
  }

  private void hear(PGConnection connection) throws SQLException {
    while (!stopped()) {
      var heard = connection.getNotifications((int) LOOK.toMillis());
      if (heard != null) {
        for (var notification : heard) {
          news.heard(notification.getParameter());
        }
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
