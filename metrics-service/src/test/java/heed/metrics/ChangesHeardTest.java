package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.PostgresForTests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is heard when the way to the database, or the pool before it, misbehaves. */
class ChangesHeardTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String OFTEN = "asked-often";

  private Way way;
  private ChangesHeard changes;

  @BeforeEach
  void findTheDatabase() throws IOException {
    PostgresForTests.startOnce();
    way = new Way(URI.create(PostgresForTests.jdbcUrl("metrics").substring("jdbc:".length())));
  }

  @AfterEach
  void stop() throws IOException {
    changes.stop(new ShutdownEvent());
    way.close();
  }

  private News hear(PGSimpleDataSource database) {
    return hear(database, SECOND, SECOND);
  }

  private News hear(PGSimpleDataSource database, Duration ask, Duration answer) {
    changes = new ChangesHeard(database, ask, answer);
    changes.start(new StartupEvent());
    Wire.eventually().until(() -> changes.news().place() > 0);
    return changes.news();
  }

  private static <T extends PGSimpleDataSource> T at(T database, String url) {
    database.setUrl(url);
    database.setUser("metrics");
    database.setPassword(PostgresForTests.password("metrics"));
    return database;
  }

  /** Tells by the straight way. */
  private static void tell(String storefront) throws SQLException {
    var straight = at(new PGSimpleDataSource(), PostgresForTests.jdbcUrl("metrics"));
    try (var connection = straight.getConnection();
        var statement = connection.prepareStatement("select pg_notify(?, ?)")) {
      statement.setString(1, ChangesTold.CHANNEL);
      statement.setString(2, storefront);
      statement.execute();
    }
  }

  /** When whoever is asked often was, by the database's clock. */
  private static Instant lastAsked() throws SQLException {
    var straight = at(new PGSimpleDataSource(), PostgresForTests.jdbcUrl("metrics"));
    try (var connection = straight.getConnection();
        var statement =
            connection.prepareStatement(
                "select max(query_start) from pg_stat_activity where application_name = ?")) {
      statement.setString(1, OFTEN);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getObject(1, OffsetDateTime.class).toInstant();
      }
    }
  }

  private static void awaitNews(News news, long since, String storefront) {
    Wire.eventually().until(() -> news.since(since).storefronts().contains(storefront));
  }

  @Test
  void aConnectionThatDiedWithoutAWordIsMissedAndReplaced() throws SQLException {
    var news = hear(at(new PGSimpleDataSource(), way.url("metrics")));
    var begun = news.place();
    tell("before");
    awaitNews(news, begun, "before");
    var heard = news.place();
    way.swallowAll();
    tell("swallowed");
    Wire.eventually().until(() -> news.since(heard).storefronts() == null);
    var back = news.place();
    tell("after");
    awaitNews(news, back, "after");
  }

  @Test
  void aConnectionThatLivesIsKeptHoweverOftenItIsAsked() throws SQLException {
    var database = at(new PGSimpleDataSource(), way.url("metrics"));
    database.setApplicationName(OFTEN);
    var news = hear(database, Duration.ofMillis(50), Duration.ofSeconds(30));
    var begun = news.place();
    for (var i = 0; i < 3; i++) {
      var storefront = "asked-" + i;
      var before = lastAsked();
      Wire.eventually().until(() -> lastAsked().isAfter(before));
      tell(storefront);
      Wire.eventually().until(() -> news.since(begun).storefronts().contains(storefront));
    }
    assertThat(way.opened()).isEqualTo(1);
  }

  @Test
  void whateverThePoolThrowsHearingGoesOn() throws SQLException {
    var news = hear(at(new Moody(), PostgresForTests.jdbcUrl("metrics")));
    var begun = news.place();
    tell("all the same");
    awaitNews(news, begun, "all the same");
  }

  /** Refuses at first, and not with what the interface promises. */
  @SuppressWarnings("serial")
  private static final class Moody extends PGSimpleDataSource {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Connection getConnection() throws SQLException {
      if (asked.getAndIncrement() == 0) {
        throw new IllegalStateException("the pool is closed");
      }
      return super.getConnection();
    }
  }

  /** A way to the database on which connections can go silent, as behind a firewall that forgot. */
  private static final class Way implements AutoCloseable {
    private final ServerSocket door;
    private final URI database;
    private final AtomicInteger opened = new AtomicInteger();
    private volatile int swallowed;

    Way(URI database) throws IOException {
      this.database = database;
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.startVirtualThread(this::open);
    }

    String url(String name) {
      return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + "/" + name;
    }

    int opened() {
      return opened.get();
    }

    /** All that are open go silent; whoever comes anew is let through. */
    void swallowAll() {
      swallowed = opened.get();
    }

    private void open() {
      try {
        while (true) {
          var near = door.accept();
          var far = new Socket(database.getHost(), database.getPort());
          var number = opened.incrementAndGet();
          Thread.startVirtualThread(() -> carry(near, far, number));
          Thread.startVirtualThread(() -> carry(far, near, number));
        }
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private void carry(Socket from, Socket to, int number) {
      var bytes = new byte[8192];
      try (from;
          to) {
        for (int n; (n = from.getInputStream().read(bytes)) >= 0; ) {
          if (number > swallowed) {
            to.getOutputStream().write(bytes, 0, n);
          }
        }
      } catch (IOException e) {
        // either end left: the pair is over
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
