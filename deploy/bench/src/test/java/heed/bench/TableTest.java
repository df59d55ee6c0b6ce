package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void cellsStandBelowEachOther() {
    var single =
        Measured.inTurns(
            "/s", List.of(5200.0, 5000.0, 5100.0), List.of(10_000.0), Map.of("p99 ms", 81.25));
    var start = new Measured("s", 9.5, List.of(9.5), List.of(), Map.of());
    var lines =
        Table.lines(
            List.of(
                new Result("single-post", "single POST", Reach.of(Reach.ratio(0.6)), single, null),
                new Result("start", "start", Reach.of(Reach.under("figure", 20)), start, null),
                new Result("bulk", "bulk", Reach.of(), null, "no broker")));
    assertThat(lines)
        .containsExactly(
            "row          what         figure    floor   ratio  reach     met  beside it",
            "single-post  single POST  5,100 /s  10,000  0.51   0.6       NO   p99 ms 81.3",
            "start        start        9.50 s    -       -      under 20  yes",
            "bulk         bulk         -         -       -      report    NO   not measured: no broker");
  }

  @Test
  void aSmallRatioKeepsItsDigits() {
    assertThat(Table.ratio(0.0014)).isEqualTo("0.0014");
    assertThat(Table.ratio(0.614)).isEqualTo("0.61");
  }
}
