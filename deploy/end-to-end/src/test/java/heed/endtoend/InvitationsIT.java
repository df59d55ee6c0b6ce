package heed.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.embedded.SmtpSink;
import heed.embedded.SmtpSink.Taken;
import heed.events.Ids;
import heed.events.OrderCancelled.Reason;
import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders live through two weeks of a moved clock while alerting-service is killed five times. A
 * mail server counts what it is given by Message-ID. {@code -Dheed.invitations.orders=10000} is for
 * longer than a build may take.
 */
@EnabledIfSystemProperty(
    named = "heed.invitations.orders",
    matches = ".+",
    disabledReason = "-Dheed.invitations.orders=10000 says how many")
class InvitationsIT {
  private static final int ORDERS = Integer.getInteger("heed.invitations.orders", 10_000);
  private static final long SEED = 20_261_127;
  private static final int KILLS = 5;

  /** So many letters of one step, of about three times as many, and it is killed. */
  private static final int BUSY = ORDERS / 160;

  private static final Duration SOON = Duration.ofSeconds(180);
  private static final Duration STEP = Duration.ofHours(2);

  /** For thousands of letters on a machine that others use as well. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /**
   * What waits for the clock alone is no work; what is leased to the dead comes back in minutes.
   */
  private static final String WORK =
      """
      select (select count(*) from invitations
          where next_at <= pg_catalog.clock_timestamp() + (select shift from moved.clock))
        + (select count(*) from deliveries where state = 'WAITING' and next_at
          <= pg_catalog.clock_timestamp() + (select shift from moved.clock) + interval '2 minutes')
      """;

  /** How an order goes, and how many letters it may come to. */
  private enum Fate {
    CANCELLED_BEFORE(0),
    REFUNDED_BEFORE(0),
    REVIEWED_BEFORE(0),
    ERASED_BEFORE(0),
    DECLINED_BEFORE(0),
    NO_ADDRESS(0),
    TOO_OLD(0),
    UNKNOWN_ADDRESS(0),
    CANCELLED_AFTER(1),
    REVIEWED_AFTER(1),
    ERASED_AFTER(1),
    DECLINED_AFTER(1),
    SILENT(2);

    private final int letters;

    Fate(int letters) {
      this.letters = letters;
    }
  }

  /** Where somebody is: a zone or a country, and clocks that must all say that it is day. */
  private record Home(String zone, String country, List<String> clocks) {}

  private static final List<Home> HOMES =
      List.of(
          new Home("Europe/Riga", "LV", List.of("Europe/Riga")),
          new Home(null, "DE", List.of("Europe/Berlin")),
          new Home("Asia/Tokyo", null, List.of("Asia/Tokyo")),
          new Home("America/Los_Angeles", "US", List.of("America/Los_Angeles")),
          new Home(null, "US", List.of("America/New_York", "America/Adak", "Pacific/Honolulu")),
          new Home(null, "AU", List.of("Australia/Sydney", "Australia/Perth")),
          new Home(null, null, List.of("UTC")));

  private record Ordered(String id, Fate fate, Home home, Instant deliveredAt) {
    boolean ends(String state, boolean beforeOnly) {
      return fate.name().equals(state + "_BEFORE")
          || (!beforeOnly && fate.name().equals(state + "_AFTER"));
    }

    String email() {
      return (fate == Fate.UNKNOWN_ADDRESS ? "gone-" : "to-") + id + "@customer.example";
    }
  }

  @TempDir static Path folder;
  private static Connection database;
  private static MovedClock clock;
  private static SmtpSink sink;
  private static AlertingCopy copy;
  private static int kills;

  @BeforeAll
  static void start() throws Exception {
    KafkaForTests.startOnce();
    PostgresForTests.startOnce();
    database =
        DriverManager.getConnection(
            PostgresForTests.jdbcUrl("alerting"),
            "alerting",
            PostgresForTests.password("alerting"));
    clock = new MovedClock(database);
    sink = SmtpSink.open(0, clock::now, to -> to.startsWith("gone-"));
    startCopy();
  }

  private static void startCopy() throws Exception {
    var settings =
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", MovedClock.jdbcUrl(),
            "HEED_TELLING_MAIL_FROM", "shop@shop.example",
            "QUARKUS_MAILER_HOST", "127.0.0.1",
            "QUARKUS_MAILER_PORT", "" + sink.port(),
            "HEED_INVITATIONS_FORM", "https://reviews.example",
            "HEED_INVITATIONS_POLL", "PT0.05S",
            "HEED_TELLING_POLL", "PT0.05S",
            "HEED_FORM_KEY", AlertingCopy.KEY);
    copy = AlertingCopy.start(folder.resolve("copy-" + kills + ".log"), settings);
    await().atMost(SOON).until(copy::isReady);
  }

  @AfterAll
  static void stop() throws Exception {
    if (copy != null) {
      copy.close();
    }
    if (sink != null) {
      sink.close();
    }
    if (database != null) {
      clock.end();
      database.close();
    }
  }

  @Test
  void everybodyEntitledIsAskedOnceAndRemindedOnceAndNobodyElseAndNobodyAtNight() throws Exception {
    var start = Instant.now();
    var orders = orders(start);
    try (var ordering = new Ordering(KafkaForTests.bootstrapServers())) {
      orders.forEach(order -> before(ordering, order));
      ordering.flush();
      await().atMost(SOON).until(() -> known() == ORDERS);
      settled(orders, true);
      live(Duration.ZERO, Duration.ofDays(3), 3);
      assertThat(kills).isEqualTo(3);
      orders.forEach(order -> after(ordering, order));
      ordering.flush();
      settled(orders, false);
      live(Duration.ofDays(5).minus(STEP), Duration.ofDays(9), KILLS);
      live(Duration.ofDays(14), Duration.ofDays(15), KILLS);
    }
    assertThat(kills).isEqualTo(KILLS);
    check(orders, sink.taken());
    System.out.printf(
        "%d orders (seed %d): %d letters, %d of them twice under the same Message-ID, %d kills, %d s%n",
        ORDERS,
        SEED,
        ids(sink.taken()).size(),
        sink.count() - ids(sink.taken()).size(),
        kills,
        Duration.between(start, Instant.now()).toSeconds());
  }

  private static List<Ordered> orders(Instant start) {
    var random = new SplittableRandom(SEED);
    var fates = Fate.values();
    var orders = new ArrayList<Ordered>();
    for (var i = 0; i < ORDERS; i++) {
      var fate = random.nextInt(10) < 4 ? Fate.SILENT : fates[random.nextInt(fates.length)];
      var due = start.plus(Duration.ofHours(1)).plusSeconds(random.nextInt(46 * 3600));
      var at = due.minus(Duration.ofDays(fate == Fate.TOO_OLD ? 40 : 7));
      orders.add(new Ordered("" + i, fate, HOMES.get(random.nextInt(HOMES.size())), at));
    }
    return orders;
  }

  private static void before(Ordering to, Ordered order) {
    var early = Integer.parseInt(order.id()) % 2 == 0;
    if (early) {
      elsewhere(to, order);
    }
    deliver(to, order);
    if (!early) {
      elsewhere(to, order);
    }
    if (Integer.parseInt(order.id()) % 7 == 0) {
      deliver(to, order);
    }
    if (order.fate() == Fate.DECLINED_BEFORE) {
      to.declined(order.id());
    }
  }

  private static void deliver(Ordering to, Ordered order) {
    var email = order.fate() == Fate.NO_ADDRESS ? null : order.email();
    to.delivered(
        order.id(), email, order.home().zone(), order.home().country(), order.deliveredAt());
  }

  /** What may come before the order, since it comes by another way or another time. */
  private static void elsewhere(Ordering to, Ordered order) {
    switch (order.fate()) {
      case CANCELLED_BEFORE -> to.cancelled(order.id(), Reason.CANCELLED);
      case REFUNDED_BEFORE -> to.cancelled(order.id(), Reason.REFUNDED);
      case REVIEWED_BEFORE -> to.reviewed(order.id());
      default -> {}
    }
  }

  private static void after(Ordering to, Ordered order) {
    switch (order.fate()) {
      case CANCELLED_AFTER -> to.cancelled(order.id(), Reason.CANCELLED);
      case REVIEWED_AFTER -> to.reviewed(order.id());
      case ERASED_AFTER -> to.erased(order.id());
      case DECLINED_AFTER -> to.declined(order.id());
      default -> {}
    }
  }

  /** Waits until what was told has been taken in; erasures come when all the orders are there. */
  private static void settled(List<Ordered> orders, boolean before) throws Exception {
    if (before) {
      try (var ordering = new Ordering(KafkaForTests.bootstrapServers())) {
        orders.stream()
            .filter(order -> order.fate() == Fate.ERASED_BEFORE)
            .forEach(order -> ordering.erased(order.id()));
      }
    }
    for (var state : List.of("REVIEWED", "ERASED", "DECLINED", "CANCELLED", "REFUNDED")) {
      var expected = orders.stream().filter(order -> order.ends(state, before)).count();
      var name = state.equals("REVIEWED") ? "ANSWERED" : state;
      var sql = "select count(*) from invitations where state = '" + name + "'";
      await().atMost(SOON).until(() -> count(sql) == expected);
    }
  }

  /** Lets the clock go on, step by step; kills the service while it is busy. */
  private static void live(Duration from, Duration to, int killsBy) throws Exception {
    for (var at = from; at.compareTo(to) <= 0; at = at.plus(STEP)) {
      var before = sink.count();
      clock.move(at);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> work() == 0 || (kills < killsBy && sink.count() - before > BUSY));
      if (work() > 0) {
        copy.kill();
        kills++;
        startCopy();
        clock.move(at.plus(Duration.ofMinutes(3)));
        await().atMost(PATIENCE).until(() -> work() == 0);
      }
    }
  }

  private static void check(List<Ordered> orders, List<Taken> taken) {
    var byAddress = taken.stream().collect(Collectors.groupingBy(Taken::to));
    for (var order : orders) {
      var letters = byAddress.remove(order.email());
      var found = letters == null ? List.<Taken>of() : letters;
      assertThat(ids(found)).as(order.fate() + " " + order.home()).isEqualTo(expected(order));
      for (var letter : found) {
        for (var zone : order.home().clocks()) {
          assertThat(letter.at().atZone(ZoneId.of(zone)).getHour())
              .as("the hour in %s", zone)
              .isBetween(9, 19);
        }
      }
      if (order.fate() == Fate.SILENT) {
        apart(found);
      }
    }
    assertThat(byAddress).as("letters to nobody we know").isEmpty();
  }

  private static Set<String> expected(Ordered order) {
    var key = Ids.order(Ordering.SHOP, order.id());
    return List.of("<invitation." + key + "@heed>", "<reminder." + key + "@heed>")
        .subList(0, order.fate().letters)
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void apart(List<Taken> letters) {
    var first = new HashMap<String, Instant>();
    letters.forEach(letter -> first.putIfAbsent(letter.id(), letter.at()));
    var times = first.values().stream().sorted().toList();
    assertThat(Duration.between(times.getFirst(), times.getLast()))
        .isGreaterThan(Duration.ofDays(5).minusMinutes(5));
  }

  private static Set<String> ids(List<Taken> taken) {
    return taken.stream().map(Taken::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static long known() throws SQLException {
    return count("select count(*) from invitations where revision >= 0");
  }

  private static long work() throws SQLException {
    return count(WORK);
  }

  private static long count(String sql) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
