package heed.endtoend;

import static heed.endtoend.AskedOrders.ids;
import static heed.endtoend.AskingHeed.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.embedded.SmtpSink.Taken;
import heed.endtoend.AskedOrders.Fate;
import heed.endtoend.AskedOrders.Ordered;
import heed.testing.KafkaForTests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders live through two weeks of a moved clock while alerting-service is killed five times. A
 * mail server counts what it is given by Message-ID. {@code -Dheed.invitations.orders=300} takes
 * minutes, which a build does not have; 10000 a quarter of an hour.
 */
@EnabledIfSystemProperty(
    named = "heed.invitations.orders",
    matches = ".+",
    disabledReason = "-Dheed.invitations.orders=300 says how many")
class InvitationsIT {
  private static final int ORDERS = Integer.getInteger("heed.invitations.orders", 300);
  private static final long SEED = 20_261_127;
  private static final int KILLS = 5;

  /** So many letters of one step, of about three times as many, and it is killed. */
  private static final int BUSY = ORDERS / 160;

  private static final Duration STEP = Duration.ofHours(2);

  @TempDir Path folder;
  private AskingHeed heed;

  @BeforeEach
  void start() throws Exception {
    heed = new AskingHeed(folder);
    heed.openMail();
    heed.start();
  }

  @AfterEach
  void stop() throws Exception {
    if (heed != null) {
      heed.close();
    }
  }

  @Test
  void everybodyEntitledIsAskedOnceAndRemindedOnceAndNobodyElseAndNobodyAtNight() throws Exception {
    var start = Instant.now();
    var orders = AskedOrders.some(ORDERS, SEED, start);
    try (var ordering = new Ordering(KafkaForTests.bootstrapServers())) {
      orders.forEach(order -> order.before(ordering));
      ordering.flush();
      var known = "select count(*) from invitations where revision >= 0";
      await().atMost(SOON).until(() -> heed.count(known) == ORDERS);
      orders.stream()
          .filter(order -> order.fate() == Fate.ERASED_BEFORE)
          .forEach(order -> ordering.erased(order.id()));
      settled(orders, true);
      live(Duration.ZERO, Duration.ofDays(3), 3);
      assertThat(heed.kills()).isEqualTo(3);
      orders.forEach(order -> order.after(ordering));
      settled(orders, false);
      live(Duration.ofDays(5).minus(STEP), Duration.ofDays(9), KILLS);
      live(Duration.ofDays(14), Duration.ofDays(15), KILLS);
    }
    assertThat(heed.kills()).isEqualTo(KILLS);
    var taken = heed.taken();
    check(orders, taken);
    System.out.printf(
        "%d orders (seed %d): %d letters, %d of them twice under the same Message-ID, %d kills, %d s%n",
        ORDERS,
        SEED,
        ids(taken).size(),
        taken.size() - ids(taken).size(),
        heed.kills(),
        Duration.between(start, Instant.now()).toSeconds());
  }

  /** Waits until what was told has been taken in. */
  private void settled(List<Ordered> orders, boolean before) {
    for (var state : List.of("REVIEWED", "ERASED", "DECLINED", "CANCELLED", "REFUNDED")) {
      var expected = orders.stream().filter(order -> order.ends(state, before)).count();
      var name = state.equals("REVIEWED") ? "ANSWERED" : state;
      var sql = "select count(*) from invitations where state = '" + name + "'";
      await().atMost(SOON).until(() -> heed.count(sql) == expected);
    }
  }

  /** Lets the clock go on, step by step; kills the service while it is busy. */
  private void live(Duration from, Duration to, int killsBy) throws Exception {
    for (var at = from; at.compareTo(to) <= 0; at = at.plus(STEP)) {
      if (heed.kills() < killsBy) {
        heed.liveAndDie(at, BUSY);
      } else {
        heed.live(at);
      }
    }
  }

  private static void check(List<Ordered> orders, List<Taken> taken) {
    var byAddress = taken.stream().collect(Collectors.groupingBy(Taken::to));
    for (var order : orders) {
      var letters = byAddress.remove(order.email());
      var found = letters == null ? List.<Taken>of() : letters;
      assertThat(ids(found)).as(order.fate() + " " + order.home()).isEqualTo(order.expected());
      order.byDay(found);
      if (order.fate() == Fate.SILENT) {
        apart(found);
      }
    }
    assertThat(byAddress).as("letters to nobody we know").isEmpty();
  }

  private static void apart(List<Taken> letters) {
    var first = new HashMap<String, Instant>();
    letters.forEach(letter -> first.putIfAbsent(letter.id(), letter.at()));
    var times = first.values().stream().sorted().toList();
    assertThat(Duration.between(times.getFirst(), times.getLast()))
        .isGreaterThan(Duration.ofDays(5).minusMinutes(5));
  }
}
