package heed.endtoend;

import static org.awaitility.Awaitility.await;

import heed.embedded.FreePort;
import heed.embedded.SmtpSink;
import heed.embedded.SmtpSink.Taken;
import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Asking as it runs, by a clock that is moved: a copy of alerting-service that can be killed, and a
 * mail server that counts what it is given and can be away.
 */
final class AskingHeed implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(180);

  /** For thousands of letters on a machine that others use as well. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String DUE =
      """
      select count(*) from invitations
      where next_at <= pg_catalog.clock_timestamp() + (select shift from moved.clock)
      """;

  /**
   * What waits for the clock alone is no work; what is leased to the dead comes back in minutes.
   */
  private static final String WORK =
      """
      select (%s) + (select count(*) from deliveries where state = 'WAITING' and next_at
          <= pg_catalog.clock_timestamp() + (select shift from moved.clock) + interval '2 minutes')
      """
          .formatted(DUE);

  /** A letter that is about to be taken, and is held until the one who sends it is dead. */
  private static final class Hold {
    private int before;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Hold(int before) {
      this.before = before;
    }

    private synchronized boolean passes() {
      return before-- > 0;
    }
  }

  private final Path folder;
  private final int port;
  private final Connection database;
  private final MovedClock clock;
  private volatile Hold hold = new Hold(Integer.MAX_VALUE);
  private SmtpSink sink;
  private AlertingCopy copy;
  private int kills;

  /** Prepares it; neither the service nor the mail server is there yet. */
  AskingHeed(Path folder) throws Exception {
    this.folder = folder;
    KafkaForTests.startOnce();
    PostgresForTests.startOnce();
    database =
        DriverManager.getConnection(
            PostgresForTests.jdbcUrl("alerting"),
            "alerting",
            PostgresForTests.password("alerting"));
    clock = new MovedClock(database);
    port = FreePort.find();
  }

  void start() throws Exception {
    var settings =
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", MovedClock.jdbcUrl(),
            "HEED_TELLING_MAIL_FROM", "shop@shop.example",
            "QUARKUS_MAILER_HOST", "127.0.0.1",
            "QUARKUS_MAILER_PORT", "" + port,
            "HEED_INVITATIONS_FORM", "https://reviews.example",
            "HEED_INVITATIONS_POLL", "PT0.05S",
            "HEED_TELLING_POLL", "PT0.05S",
            "HEED_TELLING_RETRY_LONGEST", "PT2S",
            "HEED_FORM_KEY", AlertingCopy.KEY);
    copy = AlertingCopy.start(folder.resolve("copy-" + kills + ".log"), settings);
    await().atMost(SOON).until(copy::isReady);
  }

  void openMail() {
    sink = SmtpSink.open(port, clock::now, this::unknown);
  }

  /** Asked for every letter, before it is taken. */
  private boolean unknown(String to) {
    var holding = hold;
    if (!holding.passes()) {
      holding.reached.countDown();
      try {
        holding.released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return to.startsWith("gone-");
  }

  /** All that the mail server has taken. */
  List<Taken> taken() {
    return sink.taken();
  }

  int kills() {
    return kills;
  }

  String metrics() throws Exception {
    return copy.metrics();
  }

  void move(Duration to) throws SQLException {
    clock.move(to);
  }

  /** Moves the clock and waits until all is done that is to be done by then. */
  void live(Duration to) throws SQLException {
    clock.move(to);
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).until(() -> work() == 0);
  }

  /** The same; if that many letters are sent, it is killed while it sends the next ones. */
  void liveAndDie(Duration to, int letters) throws Exception {
    hold = new Hold(letters);
    clock.move(to);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(25))
        .until(() -> work() == 0 || hold.reached.getCount() == 0);
    var died = hold;
    if (died.reached.getCount() == 0) {
      copy.kill();
      kills++;
    }
    hold = new Hold(Integer.MAX_VALUE);
    died.released.countDown();
    if (died.reached.getCount() == 0) {
      start();
      live(to.plus(Duration.ofMinutes(3)));
    }
  }

  /** Invitations and reminders that are to be decided on by now. */
  long due() throws SQLException {
    return count(DUE);
  }

  long work() throws SQLException {
    return count(WORK);
  }

  long count(String sql) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Nothing is left for whoever comes next. */
  @Override
  public void close() throws Exception {
    if (copy != null) {
      copy.close();
    }
    if (sink != null) {
      sink.close();
    }
    try (var statement = database.createStatement()) {
      statement.execute("delete from deliveries");
      statement.execute("delete from invitations");
      statement.execute("delete from invitations_outbox"); // they are told of, as forgotten
      statement.execute("delete from suppressions");
      statement.execute("truncate cases, marks, events, outbox, untold"); // those who complained
    }
    clock.end();
    database.close();
  }
}
