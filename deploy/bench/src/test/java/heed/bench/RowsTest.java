package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void eachRowIsToldOnce() {
    assertThat(Rows.AS_THEY_RUN.stream().map(Row::name))
        .containsExactlyInAnyOrderElementsOf(Rows.NAMES);
  }

  @Test
  void reachesAreThoseThatWereSet() {
    assertThat(Rows.AS_THEY_RUN.stream().map(row -> row.name() + ": " + row.reach().text()))
        .containsExactlyInAnyOrder(
            "single-post: 0.6, p99 ms under 50",
            "bulk: 0.5",
            "tagging: report",
            "tag-stream: 0.6",
            "cases: 0.4",
            "folding: 0.5",
            "latency: p99 ms under 250",
            "memory: under 1.6",
            "start: under 20");
  }
}
