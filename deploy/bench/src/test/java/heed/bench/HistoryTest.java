package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Machine HERE = new Machine("cpu", 2, 4096, "Linux", "25");

  @Test
  void aFallOfMoreThanFifteenPercentIsTold() {
    var past = past(HERE.key(), false, 0.9, 0.60, 0.61, 0.59, 0.60, 0.60);
    assertThat(History.fall(past, HERE.key(), false, "bulk", 0.5))
        .isEqualTo(
            "bulk fell by 17 %: its ratio is 0.50, the median of the last 5 runs here was 0.60");
    assertThat(History.fall(past, HERE.key(), false, "bulk", 0.52)).isNull();
  }

  @Test
  void onlyTheSameRowMachineAndLengthCount() {
    var past = past(HERE.key(), false, 0.6);
    assertThat(History.fall(past, "another", false, "bulk", 0.1)).isNull();
    assertThat(History.fall(past, HERE.key(), true, "bulk", 0.1)).isNull();
    assertThat(History.fall(past, HERE.key(), false, "cases", 0.1)).isNull();
  }

  @Test
  void aRunIsReadBackFromItsOwnLine() {
    var measured = Measured.inTurns("/s", List.of(50.0), List.of(100.0), Map.of());
    var result = new Result("bulk", "bulk", Reach.of(Reach.ratio(0.5)), measured, null);
    var run = new Run(HERE, "abc", "2026-11-27T12:00:00Z", true, List.of(result));
    var past = Run.past(List.of(run.json().toString(), "{cut short"));
    assertThat(past).containsExactly(new History.Past(HERE.key(), true, "bulk", 0.5));
    assertThat(run.falls(past)).isEmpty();
    assertThat(run.json().at("/rows/0/met").asBoolean()).isTrue();
    assertThat(run.json().at("/rows/0/floors/0").asDouble()).isEqualTo(100);
  }

  private static List<History.Past> past(String machine, boolean quick, double... ratios) {
    var past = new ArrayList<History.Past>();
    for (var ratio : ratios) {
      past.add(new History.Past(machine, quick, "bulk", ratio));
    }
    return past;
  }
}
