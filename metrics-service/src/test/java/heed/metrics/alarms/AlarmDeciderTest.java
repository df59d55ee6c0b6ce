package heed.metrics.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import heed.events.AlarmKind;
import heed.metrics.alarms.AlarmFact.Cleared;
import heed.metrics.alarms.AlarmFact.Raised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmDeciderTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  /** So much past that the share is 12 % and nothing else. */
  private static final Baseline USUAL = baseline(8, 4.0);

  private final AlarmDecider decider = new AlarmDecider();

  private static Baseline baseline(double weeks, Double expected) {
    return new Baseline(100_000_000, 12_000_000, weeks, expected, 0.12);
  }

  private static Bucket hour(int after, long negatives, long n) {
    return new Bucket(TEN.plus(Duration.ofHours(after)), n, negatives, true);
  }

  private static Bucket running(long negatives, long n) {
    return new Bucket(TEN, n, negatives, false);
  }

  @ParameterizedTest
  @CsvSource({"14, 50, true", "6, 10, false", "40, 200, true"})
  void theGoldenSharesOfTwelvePercentUsual(long negatives, long n, boolean alarming) {
    var bucket = running(negatives, n);
    assertThat(n >= AlarmDecider.LEAST && AlarmDecider.aboveShare(bucket, USUAL))
        .isEqualTo(alarming);
  }

  @Test
  void sixOfTenIsAboveTheLimitButTooFew() {
    assertThat(AlarmDecider.aboveShare(running(6, 10), USUAL)).isTrue();
    assertThat(decider.decide(Watch.NEW, running(6, 10), USUAL).facts()).isEmpty();
  }

  @Test
  void theGoldenNumberOfFourExpectedAndTwelveSeen() {
    assertThat(Tails.poisson(12, 4)).isCloseTo(0.000915, within(5e-7));
    assertThat(AlarmDecider.aboveVolume(running(12, 100), USUAL)).isTrue();
    assertThat(AlarmDecider.aboveVolume(running(11, 100), USUAL)).isFalse();
    assertThat(AlarmDecider.mostExpected(4)).isEqualTo(11);
  }

  @Test
  void tailsAreExact() {
    assertThat(Tails.binomial(3, 4, 0.5)).isCloseTo(5.0 / 16, within(1e-12));
    assertThat(Tails.binomial(0, 4, 0.5)).isEqualTo(1);
    assertThat(Tails.binomial(1, 4, 0.5)).isCloseTo(15.0 / 16, within(1e-12));
    assertThat(Tails.poisson(1, 2)).isCloseTo(1 - Math.exp(-2), within(1e-12));
    assertThat(Tails.binomial(24, 200, 0.12)).isBetween(0.5, 0.6);
  }

  @Property(tries = 300)
  void tailsFallWithEveryFurtherHit(
      @ForAll @IntRange(min = 1, max = 400) int n,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
    var before = 1.0;
    for (var hits = 0; hits <= n; hits++) {
      var tail = Tails.binomial(hits, n, share);
      assertThat(tail).isBetween(0.0, before + 1e-9);
      before = tail;
    }
  }

  @Test
  void aBurstIsRaisedWhileItsHourRunsAndToldOnce() {
    var first = decider.decide(Watch.NEW, running(16, 30), USUAL);
    assertThat(first.facts())
        .extracting(AlarmFact::kind)
        .containsExactly(AlarmKind.SHARE, AlarmKind.VOLUME);
    assertThat(first.facts().getFirst())
        .isInstanceOfSatisfying(
            Raised.class,
            raised -> {
              assertThat(raised.seen()).isCloseTo(16 / 30.0, within(1e-9));
              assertThat(raised.expected()).isCloseTo(0.12, within(1e-6));
              assertThat(raised.limit()).isCloseTo(0.298, within(1e-3));
              assertThat(raised.n()).isEqualTo(30);
            });
    var second = decider.decide(first.watch(), running(40, 60), USUAL);
    var closed = decider.decide(second.watch(), hour(0, 60, 90), USUAL);
    assertThat(second.facts()).isEmpty();
    assertThat(closed.facts()).isEmpty();
  }

  @Test
  void manyUnhappyAmongAsManyMoreHappyIsNoAlarm() {
    // Volume alone, on a day of sales.
    assertThat(decider.decide(Watch.NEW, running(36, 300), USUAL).facts()).isEmpty();
  }

  @Test
  void aHighShareOfNoMoreUnhappyThanUsualIsNoAlarm() {
    var busy = baseline(8, 40.0);
    assertThat(decider.decide(Watch.NEW, running(40, 60), busy).facts()).isEmpty();
  }

  @Test
  void whatOneHourDoesNotShowSeveralDo() {
    var watch = Watch.NEW;
    var facts = new ArrayList<AlarmFact>();
    for (var i = 0; i < 4; i++) {
      var decision = decider.decide(watch, hour(i, 16, 55), USUAL);
      assertThat(i > 0 || decision.facts().isEmpty()).isTrue();
      watch = decision.watch();
      facts.addAll(decision.facts());
    }
    assertThat(facts)
        .extracting(AlarmFact::kind)
        .containsExactly(AlarmKind.SHARE, AlarmKind.VOLUME);
  }

  @Test
  void itClearsAfterSixCalmHoursAndNotBefore() {
    var watch = decider.decide(Watch.NEW, hour(0, 16, 30), USUAL).watch();
    for (var i = 1; i <= 5; i++) {
      var decision = decider.decide(watch, hour(i, 3, 30), USUAL);
      assertThat(decision.facts()).isEmpty();
      watch = decision.watch();
    }
    var restless = decider.decide(watch, hour(6, 16, 30), USUAL);
    assertThat(restless.facts()).isEmpty();
    watch = restless.watch();
    var facts = new ArrayList<AlarmFact>();
    for (var i = 7; i <= 12; i++) {
      var decision = decider.decide(watch, hour(i, 3, 30), USUAL);
      assertThat(i < 12 && !decision.facts().isEmpty()).isFalse();
      facts.addAll(decision.facts());
      watch = decision.watch();
    }
    assertThat(facts)
        .containsExactlyInAnyOrder(new Cleared(AlarmKind.SHARE), new Cleared(AlarmKind.VOLUME));
    assertThat(watch.open()).isEmpty();
  }

  @Test
  void silenceIsAQuarterAsGoodAsCalm() {
    var watch = decider.decide(Watch.NEW, hour(0, 16, 30), USUAL).watch();
    for (var i = 1; i <= 23; i++) {
      var decision = decider.decide(watch, hour(i, 0, 0), USUAL);
      assertThat(decision.facts()).isEmpty();
      watch = decision.watch();
    }
    assertThat(decider.decide(watch, hour(24, 0, 0), USUAL).facts()).hasSize(2);
  }

  @Test
  void anHourIsClosedOnceAndWhatComesLateRaisesNothing() {
    var watch = decider.decide(Watch.NEW, hour(0, 1, 30), USUAL).watch();
    var late = decider.decide(watch, hour(0, 30, 60), USUAL);
    assertThat(late.facts()).isEmpty();
    assertThat(late.watch()).isEqualTo(watch);
    assertThat(decider.decide(watch, hour(-3, 30, 60), USUAL).facts()).isEmpty();
  }

  @Test
  void aYoungScopeHasNeitherVolumeNorDriftAndMoreDoubt() {
    var young = new Baseline(300, 36, 1, null, 0.12);
    assertThat(young.shareLimit(50)).isGreaterThan(USUAL.shareLimit(50));
    var decision = decider.decide(Watch.NEW, running(30, 50), young);
    assertThat(decision.facts()).extracting(AlarmFact::kind).containsExactly(AlarmKind.SHARE);
    assertThat(decider.decide(Watch.NEW, hour(0, 30, 50), young).watch().drift())
        .isEqualTo(Drift.NONE);
  }

  @Test
  void aDriftSaysWhatItSawSinceItSetIn() {
    var watch = Watch.NEW;
    List<AlarmFact> facts = List.of();
    for (var i = 0; facts.isEmpty() && i < 400; i++) {
      var decision = decider.decide(watch, hour(i, i % 5 == 0 ? 4 : 3, 20), baseline(8, 3.0));
      watch = decision.watch();
      facts = decision.facts();
    }
    assertThat(facts).hasSize(1);
    assertThat(facts.getFirst())
        .isInstanceOfSatisfying(
            Raised.class,
            raised -> {
              assertThat(raised.kind()).isEqualTo(AlarmKind.DRIFT);
              assertThat(raised.seen()).isCloseTo(0.16, within(0.01));
              assertThat(raised.limit()).isCloseTo(0.16, within(1e-6));
            });
  }

  @Test
  void whatIsUsualLeavesAlarmsOutAndLooksAtTheSameHourOfTheWeek() {
    var past = new ArrayList<History.Hour>();
    for (var h = 1; h <= 6 * 168; h++) {
      var at = TEN.minus(Duration.ofHours(h));
      var sameHour = h % 168 == 0;
      past.add(new History.Hour(at, 20, sameHour ? 10 : 2, false));
    }
    past.set(5, new History.Hour(past.get(5).at(), 1000, 1000, true));
    var baseline = new History(past, 0.15).baseline(TEN);
    assertThat(baseline.weeks()).isEqualTo(6);
    assertThat(baseline.share()).isBetween(0.1, 0.11);
    assertThat(baseline.expected()).isBetween(8.5, 9.0);
    assertThat(new History(past, 0.15).baseline(TEN.minus(Duration.ofDays(30))).expected())
        .isNull();
    assertThat(new History(List.of(), 0.15).baseline(TEN).share()).isEqualTo(0.15);
  }
}
