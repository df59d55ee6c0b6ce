package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReachedTest {
  @Test
  void aTopicThatIsAwayIsToldOfOnceWhateverBecomesOfTheOther() {
    var reached = new Reached();
    assertThat(reached.turned("reviews", true)).isFalse();
    assertThat(reached.turned("orders", false)).isTrue();
    assertThat(reached.turned("reviews", true)).isFalse();
    assertThat(reached.turned("orders", false)).isFalse();
    assertThat(reached.turned("orders", true)).isTrue();
    assertThat(reached.turned("orders", true)).isFalse();
  }
}
