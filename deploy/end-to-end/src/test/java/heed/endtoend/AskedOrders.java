package heed.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import heed.embedded.SmtpSink.Taken;
import heed.events.Ids;
import heed.events.OrderCancelled.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Orders of all kinds, from all over the world, and what their customers may be sent. */
final class AskedOrders {
  private static final Duration WEEK = Duration.ofDays(7);

  private AskedOrders() {}

  /** How an order goes, and how many letters it may come to. */
  enum Fate {
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
  record Home(String zone, String country, List<String> clocks) {}

  static final List<Home> HOMES =
      List.of(
          new Home("Europe/Riga", "LV", List.of("Europe/Riga")),
          new Home(null, "DE", List.of("Europe/Berlin")),
          new Home("Asia/Tokyo", null, List.of("Asia/Tokyo")),
          new Home("America/Los_Angeles", "US", List.of("America/Los_Angeles")),
          new Home(null, "US", List.of("America/New_York", "America/Adak", "Pacific/Honolulu")),
          new Home(null, "AU", List.of("Australia/Sydney", "Australia/Perth")),
          new Home(null, null, List.of("UTC")));

  record Ordered(String id, Fate fate, Home home, Instant deliveredAt) {
    boolean ends(String state, boolean beforeOnly) {
      return fate.name().equals(state + "_BEFORE")
          || (!beforeOnly && fate.name().equals(state + "_AFTER"));
    }

    String email() {
      return (fate == Fate.UNKNOWN_ADDRESS ? "gone-" : "to-") + id + "@customer.example";
    }

    void deliver(Ordering to) {
      var email = fate == Fate.NO_ADDRESS ? null : email();
      to.delivered(id, email, home.zone(), home.country(), deliveredAt);
    }

    /** Tells what comes before anybody is asked; every second time before the order itself. */
    void before(Ordering to) {
      var early = Integer.parseInt(id) % 2 == 0;
      if (early) {
        elsewhere(to);
      }
      deliver(to);
      if (!early) {
        elsewhere(to);
      }
      if (Integer.parseInt(id) % 7 == 0) {
        deliver(to);
      }
      if (fate == Fate.DECLINED_BEFORE) {
        to.declined(id);
      }
    }

    /** What may come before the order, since it comes by another way or another time. */
    private void elsewhere(Ordering to) {
      switch (fate) {
        case CANCELLED_BEFORE -> to.cancelled(id, Reason.CANCELLED);
        case REFUNDED_BEFORE -> to.cancelled(id, Reason.REFUNDED);
        case REVIEWED_BEFORE -> to.reviewed(id);
        default -> {}
      }
    }

    /** Tells what comes between the two letters. */
    void after(Ordering to) {
      switch (fate) {
        case CANCELLED_AFTER -> to.cancelled(id, Reason.CANCELLED);
        case REVIEWED_AFTER -> to.reviewed(id);
        case ERASED_AFTER -> to.erased(id);
        case DECLINED_AFTER -> to.declined(id);
        default -> {}
      }
    }

    /** The Message-IDs of all that its customer gets. */
    Set<String> expected() {
      return letters(fate.letters);
    }

    Set<String> letters(int count) {
      var key = Ids.order(Ordering.SHOP, id);
      return List.of("<invitation." + key + "@heed>", "<reminder." + key + "@heed>")
          .subList(0, count)
          .stream()
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** None of them may come at night. */
    void byDay(List<Taken> letters) {
      for (var letter : letters) {
        for (var zone : home.clocks()) {
          assertThat(letter.at().atZone(ZoneId.of(zone)).getHour())
              .as("the hour in %s", zone)
              .isBetween(9, 19);
        }
      }
    }
  }

  /** So many, due within two days. */
  static List<Ordered> some(int count, long seed, Instant start) {
    var random = new SplittableRandom(seed);
    var fates = Fate.values();
    var orders = new ArrayList<Ordered>();
    for (var i = 0; i < count; i++) {
      var fate = random.nextInt(10) < 4 ? Fate.SILENT : fates[random.nextInt(fates.length)];
      var due = start.plus(Duration.ofHours(1)).plusSeconds(random.nextInt(46 * 3600));
      var at = due.minus(fate == Fate.TOO_OLD ? Duration.ofDays(40) : WEEK);
      orders.add(new Ordered("" + i, fate, HOMES.get(random.nextInt(HOMES.size())), at));
    }
    return orders;
  }

  static Set<String> ids(List<Taken> taken) {
    return taken.stream().map(Taken::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
