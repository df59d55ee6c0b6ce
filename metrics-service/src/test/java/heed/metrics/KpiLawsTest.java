package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class KpiLawsTest {
  @Provide
  Arbitrary<Distribution> answers() {
    return Arbitraries.longs()
        .between(0, 1000)
        .array(long[].class)
        .ofSize(11)
        .map(counts -> new Distribution(0, counts));
  }

  @Property
  void theEuropeanScoreIsNeverBelowTheOther(@ForAll("answers") Distribution answers) {
    var nps = Nps.of(answers);
    var european = Nps.european(answers);
    assertThat(european.n()).isEqualTo(nps.n()).isEqualTo(answers.n());
    if (nps.value() != null) {
      assertThat(european.value()).isGreaterThanOrEqualTo(nps.value());
    }
  }

  @Property
  void everyIntervalContainsItsValue(
      @ForAll @LongRange(max = 5000) long promoters,
      @ForAll @LongRange(max = 5000) long passives,
      @ForAll @LongRange(max = 5000) long detractors) {
    var nps = Nps.of(promoters, passives, detractors);
    if (nps.n() > 0) {
      assertThat(nps.value()).isBetween(nps.low(), nps.high());
      assertThat(nps.low()).isGreaterThanOrEqualTo(-100);
      assertThat(nps.high()).isLessThanOrEqualTo(100);
      var share = new Share(promoters, nps.n());
      assertThat(share.value()).isBetween(share.wilson().low(), share.wilson().high());
    }
  }

  @Property
  void meansAreWithinTheirScaleAndTheirInterval(@ForAll("answers") Distribution answers) {
    var mean = Mean.of(answers);
    if (mean.interval() != null) {
      assertThat(mean.value()).isBetween(mean.interval().low(), mean.interval().high());
      assertThat(mean.value()).isBetween(0.0, 10.0);
    }
  }

  @Property
  void distributionsAddUp(@ForAll("answers") Distribution a, @ForAll("answers") Distribution b) {
    var sum = a.plus(b);
    assertThat(sum.n()).isEqualTo(a.n() + b.n());
    assertThat(sum.sum(1)).isEqualTo(a.sum(1) + b.sum(1));
    assertThat(sum).isEqualTo(b.plus(a));
  }

  @Property
  void aPercentileIsAtMostOnePercentOffHoweverTheTimesWereSplit(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 7_776_000_000L) Long> millis,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    var half = millis.size() / 2;
    var times =
        histogram(millis.subList(0, half)).plus(histogram(millis.subList(half, millis.size())));
    assertThat(times.n()).isEqualTo(millis.size());
    var sorted = millis.stream().sorted().toList();
    var exact = sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    // The answer is whole milliseconds: half of one may come on top.
    assertThat((double) times.percentile(percent / 100.0).toMillis())
        .isCloseTo(exact, within(exact * 0.01 + 0.5));
  }

  private static ResponseTimes histogram(List<Long> millis) {
    var counts = new TreeMap<Integer, Long>();
    millis.forEach(m -> counts.merge(ResponseTimes.bucket(Duration.ofMillis(m)), 1L, Long::sum));
    return new ResponseTimes(counts);
  }
}
