package heed.endtoend;

import static heed.endtoend.AskedOrders.ids;
import static heed.endtoend.AskingHeed.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.embedded.SmtpSink.Taken;
import heed.endtoend.AskedOrders.Fate;
import heed.endtoend.AskedOrders.Home;
import heed.endtoend.AskedOrders.Ordered;
import heed.testing.KafkaForTests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** For days there is no mail server, by a clock that is moved. */
@EnabledIfSystemProperty(
    named = "heed.invitations.orders",
    matches = ".+",
    disabledReason = "-Dheed.invitations.orders=200 says how many")
class MailOutageIT {
  private static final int ORDERS = Integer.getInteger("heed.invitations.orders", 200);

  /** Orders that were nearly too old to be asked about when it began. */
  private static final int OLD = 20;

  private static final Duration STEP = Duration.ofHours(2);
  private static final Duration OUTAGE = Duration.ofDays(4);

  /** No more are decided on while so many cannot leave. */
  private static final int AHEAD = 2000;

  private static final String UNDER_WAY =
      "select count(*) from deliveries where recipient = 'invitations' and state = 'WAITING'";

  @TempDir Path folder;
  private AskingHeed heed;

  @BeforeEach
  void start() throws Exception {
    heed = new AskingHeed(folder);
    heed.start();
  }

  @AfterEach
  void stop() throws Exception {
    if (heed != null) {
      heed.close();
    }
  }

  @Test
  void lettersWaitForAMailServerThatIsAwayForDaysAndNoneIsLostOrComesAtNight() throws Exception {
    var orders = orders(Instant.now());
    try (var ordering = new Ordering(KafkaForTests.bootstrapServers())) {
      orders.forEach(order -> order.deliver(ordering));
      ordering.flush();
    }
    var known = "select count(*) from invitations where revision >= 0";
    await().atMost(SOON).until(() -> heed.count(known) == orders.size());
    for (var at = Duration.ZERO; at.compareTo(Duration.ofHours(26)) <= 0; at = at.plus(STEP)) {
      heed.move(at);
      await().atMost(SOON).until(() -> heed.due() == 0 || heed.count(UNDER_WAY) >= AHEAD);
    }
    assertThat(heed.count(UNDER_WAY)).isGreaterThanOrEqualTo(Math.min(orders.size(), AHEAD));
    await().atMost(SOON).until(() -> waiting() > 0);
    heed.move(OUTAGE);
    var tried = UNDER_WAY + " and attempts > 1 and since > now() + interval '3 days'";
    await().atMost(SOON).until(() -> heed.count(tried) > 0);
    assertThat(heed.count("select count(*) from deliveries where state = 'DEAD'")).isZero();

    heed.openMail();
    for (var at = OUTAGE; at.compareTo(OUTAGE.plus(Duration.ofDays(2))) <= 0; at = at.plus(STEP)) {
      heed.live(at);
    }
    check(orders);
    assertThat(heed.count("select count(*) from deliveries where state = 'DEAD'")).isZero();
    assertThat(heed.count("select count(*) from invitations where state = 'LAPSED'"))
        .isEqualTo(OLD);
    await().atMost(SOON).until(() -> waiting() == 0);
  }

  private static List<Ordered> orders(Instant start) {
    var orders = new ArrayList<Ordered>();
    for (var i = 0; i < ORDERS; i++) {
      orders.add(new Ordered("" + i, Fate.SILENT, home(i), start.minus(Duration.ofDays(7))));
    }
    for (var i = ORDERS; i < ORDERS + OLD; i++) {
      var nearly = start.minus(Duration.ofDays(27));
      orders.add(new Ordered("" + i, Fate.TOO_OLD, home(i), nearly));
    }
    return orders;
  }

  private static Home home(int i) {
    return AskedOrders.HOMES.get(i % AskedOrders.HOMES.size());
  }

  private void check(List<Ordered> orders) {
    var byAddress = heed.taken().stream().collect(Collectors.groupingBy(Taken::to));
    for (var order : orders) {
      var letters = byAddress.getOrDefault(order.email(), List.of());
      var due = order.fate() == Fate.SILENT ? 1 : 0;
      assertThat(ids(letters)).isEqualTo(order.letters(due));
      order.byDay(letters);
    }
  }

  /** What an operator sees. */
  private double waiting() throws Exception {
    return heed.metrics()
        .lines()
        .filter(line -> line.startsWith("heed_telling_mail_waiting"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
