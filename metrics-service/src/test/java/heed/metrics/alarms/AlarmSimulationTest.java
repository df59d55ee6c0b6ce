package heed.metrics.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.AlarmKind;
import heed.metrics.alarms.History.Hour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Scopes that are watched for months, with seeds that are always the same: how often chance raises
 * an alarm, and how soon trouble does. Days have their busy and their quiet hours; every hour is
 * looked at six times while it runs, as the service does.
 */
class AlarmSimulationTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int LOOKS = 6;
  private static final int SCOPES = 100;
  private static final List<String> TABLE = new ArrayList<>();

  /** The share of negatives and how many more of them come, by hours since trouble began. */
  private record Trouble(String name, double share, double flood) {}

  private static final Trouble NONE = new Trouble("flat", 0.12, 1);

  @AfterAll
  static void print() {
    System.out.println(
        "| scopes | reviews an hour | past | what happens | false alarms | SHARE | VOLUME | DRIFT |"
            + " first of them, median (90 %) in hours |\n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    TABLE.forEach(System.out::println);
  }

  @Test
  void thirtyFlatDaysRaiseAtMostOneFalseAlarmPerHundredScopes() {
    for (var rate : new double[] {2, 8, 20, 60, 200}) {
      var alarms = falseAlarms(rate, 56, NONE);
      assertThat(alarms).as("at " + rate + " reviews an hour").isLessThanOrEqualTo(SCOPES / 100);
    }
  }

  @Test
  void norDoTheFirstThirtyDaysOfAShopOfWhichNothingIsKnown() {
    for (var share : new double[] {0.05, 0.12, 0.25}) {
      var alarms = falseAlarms(40, 0, new Trouble("flat", share, 1));
      assertThat(alarms).as("at " + share).isLessThanOrEqualTo(SCOPES / 100);
    }
  }

  private static int falseAlarms(double rate, int past, Trouble usual) {
    var byKind = new EnumMap<AlarmKind, Integer>(AlarmKind.class);
    var alarms = 0;
    for (var i = 0; i < SCOPES; i++) {
      for (var kind : new Scope(1000 * i + (long) rate, rate).past(past).run(usual, 30).keySet()) {
        byKind.merge(kind, 1, Integer::sum);
        alarms++;
      }
    }
    TABLE.add(
        "| %d | %.0f | %d weeks | flat at %.0f %% for 30 days | %d | %d | %d | %d | |"
            .formatted(
                SCOPES,
                rate,
                past / 7,
                usual.share() * 100,
                alarms,
                byKind.getOrDefault(AlarmKind.SHARE, 0),
                byKind.getOrDefault(AlarmKind.VOLUME, 0),
                byKind.getOrDefault(AlarmKind.DRIFT, 0)));
    return alarms;
  }

  @Test
  void aFivefoldBurstIsRaisedWithinItsFirstHourOfEnoughReviews() {
    // Enough: so many that five times the usual negatives cannot pass for chance.
    for (var rate : new double[] {60, 200}) {
      var flood = delays(rate, new Trouble("negatives five-fold", 0.12, 5), 100);
      assertThat(flood.share().size() + flood.missed()).isEqualTo(100);
      assertThat(flood.share()).filteredOn(d -> d <= 1).hasSizeGreaterThanOrEqualTo(99);
    }
    var share = delays(40, new Trouble("share five-fold", 0.6, 1), 100);
    assertThat(share.share()).filteredOn(d -> d <= 1).hasSizeGreaterThanOrEqualTo(97);
  }

  @Test
  void aShareThatDoublesIsRaisedWithinTwoDays() {
    for (var rate : new double[] {20, 60, 200}) {
      var found = delays(rate, new Trouble("share 12 % to 24 %", 0.24, 1), 50);
      assertThat(found.missed()).isZero();
      assertThat(found.any()).allMatch(d -> d <= 48);
    }
  }

  @Test
  void aShareThatCreepsUpIsRaisedByDrift() {
    for (var rate : new double[] {20, 60, 200}) {
      var found = delays(rate, new Trouble("share 12 % to 16 %", 0.16, 1), 50);
      assertThat(found.missed()).isZero();
      assertThat(found.drift()).hasSizeGreaterThanOrEqualTo(45);
    }
  }

  private record Found(List<Double> any, List<Double> share, List<Double> drift, int missed) {}

  private static Found delays(double rate, Trouble trouble, int scopes) {
    var any = new ArrayList<Double>();
    var byKind = new EnumMap<AlarmKind, List<Double>>(AlarmKind.class);
    for (var kind : AlarmKind.values()) {
      byKind.put(kind, new ArrayList<>());
    }
    for (var i = 0; i < scopes; i++) {
      var raised = new Scope(5_000_000 + i, rate).past(56).run(trouble, 20);
      raised.values().stream().min(Double::compare).ifPresent(any::add);
      raised.forEach((kind, delay) -> byKind.get(kind).add(delay));
    }
    TABLE.add(
        "| %d | %.0f | 8 weeks | %s | | %s | %s | %s | %s |"
            .formatted(
                scopes,
                rate,
                trouble.name(),
                delay(byKind.get(AlarmKind.SHARE)),
                delay(byKind.get(AlarmKind.VOLUME)),
                delay(byKind.get(AlarmKind.DRIFT)),
                delay(any)));
    return new Found(
        any, byKind.get(AlarmKind.SHARE), byKind.get(AlarmKind.DRIFT), scopes - any.size());
  }

  /** How many raised it, and when: the median, and by when nine of ten of them had. */
  private static String delay(List<Double> delays) {
    var sorted = delays.stream().sorted().toList();
    return sorted.isEmpty()
        ? "0"
        : "%d: %.1f (%.1f)"
            .formatted(
                sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 9 / 10));
  }

  /** One storefront or product. */
  private static final class Scope {
    private final Random random;
    private final double rate;
    private final AlarmDecider decider = new AlarmDecider();
    private final List<Hour> past = new ArrayList<>();
    private Watch watch = Watch.NEW;
    private Instant at = START;

    Scope(long seed, double rate) {
      this.random = new Random(seed);
      this.rate = rate;
    }

    /** Days gone by, flat. */
    Scope past(int days) {
      for (var hour = 0; hour < 24 * days; hour++) {
        var n = poisson(usual());
        past.add(new Hour(at, n, binomial(n, NONE.share()), false));
        at = at.plus(Duration.ofHours(1));
      }
      return this;
    }

    /** When which kind was first raised, in hours since trouble began in the morning. */
    Map<AlarmKind, Double> run(Trouble trouble, int days) {
      var raised = new EnumMap<AlarmKind, Double>(AlarmKind.class);
      at = at.plus(Duration.ofHours(10));
      for (var hour = 0; hour < 24 * days; hour++) {
        var history = new History(past, Baseline.USUAL);
        var baseline = history.baseline(at);
        var n = 0L;
        var negatives = 0L;
        for (var look = 1; look <= LOOKS; look++) {
          var more = poisson(usual() / LOOKS);
          var unhappy = binomial(more, trouble.share());
          var flood = poisson(usual() / LOOKS * trouble.share() * (trouble.flood() - 1));
          n += more + flood;
          negatives += unhappy + flood;
          decide(new Bucket(at, n, negatives, false), baseline, hour, look, raised);
        }
        decide(new Bucket(at, n, negatives, true), baseline, hour, LOOKS, raised);
        past.add(new Hour(at, n, negatives, !watch.open().isEmpty()));
        at = at.plus(Duration.ofHours(1));
      }
      return raised;
    }

    private void decide(
        Bucket bucket, Baseline baseline, int hour, int look, Map<AlarmKind, Double> raised) {
      var decision = decider.decide(watch, bucket, baseline);
      watch = decision.watch();
      for (var fact : decision.facts()) {
        if (fact instanceof AlarmFact.Raised alarm) {
          raised.putIfAbsent(alarm.kind(), hour + (double) look / LOOKS);
        }
      }
    }

    /** Busy days, quiet nights; the mean is the rate. */
    private double usual() {
      var hour = at.getEpochSecond() / 3600 % 24;
      return rate * (1 + 0.6 * Math.sin((hour - 8) / 24.0 * 2 * Math.PI));
    }

    private long poisson(double mean) {
      if (mean <= 0) {
        return 0;
      }
      var limit = Math.exp(-mean);
      var product = random.nextDouble();
      var n = 0L;
      while (product > limit) {
        product *= random.nextDouble();
        n++;
      }
      return n;
    }

    private long binomial(long n, double share) {
      return java.util.stream.LongStream.range(0, n)
          .filter(i -> random.nextDouble() < share)
          .count();
    }
  }
}
