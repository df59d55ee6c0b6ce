package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final Reach REACH = Reach.of(Reach.ratio(0.6), Reach.under("p99 ms", 50));

  @Test
  void everyLimitMustBeMet() {
    assertThat(REACH.isMet(measured(60, Map.of("p99 ms", 49.9)))).isTrue();
    assertThat(REACH.isMet(measured(59, Map.of("p99 ms", 49.9)))).isFalse();
    assertThat(REACH.isMet(measured(60, Map.of("p99 ms", 50.0)))).isFalse();
  }

  @Test
  void whatIsMissingMeetsNothing() {
    assertThat(REACH.isMet(measured(60, Map.of()))).isFalse();
    var noFloor = new Measured("/s", 60, List.of(60.0), List.of(), Map.of("p99 ms", 1.0));
    assertThat(REACH.isMet(noFloor)).isFalse();
  }

  @Test
  void withoutLimitsItIsOnlyReported() {
    assertThat(Reach.of().isMet(measured(1, Map.of()))).isTrue();
    assertThat(Reach.of().text()).isEqualTo("report");
    assertThat(REACH.text()).isEqualTo("0.6, p99 ms under 50");
  }

  private static Measured measured(double ours, Map<String, Double> asides) {
    return Measured.inTurns("/s", List.of(ours), List.of(100.0), asides);
  }
}
