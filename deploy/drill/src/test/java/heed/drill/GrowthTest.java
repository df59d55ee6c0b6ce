package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthTest {
  private final Growth growth = new Growth();

  private void series(long... values) {
    for (long value : values) {
      growth.add("x memory MB", value);
    }
  }

  @Test
  void warmingUpIsNoGrowth() {
    series(10, 100, 300, 400, 410, 405, 402, 409, 407);
    assertThat(growth.broken()).isEmpty();
  }

  @Test
  void oneSampleBesideAFaultIsNoGrowth() {
    series(300, 300, 300, 300, 300, 300, 300, 900, 300);
    assertThat(growth.broken()).isEmpty();
  }

  @Test
  void aLeakIsSeen() {
    series(200, 300, 400, 500, 600, 700, 800, 900, 1_000);
    assertThat(growth.broken()).singleElement().asString().contains("x memory MB are flat");
  }

  @Test
  void fewSamplesAreNoProof() {
    series(300, 300, 300, 300, 300, 300, 300, 300);
    assertThat(growth.broken()).singleElement().asString().contains("9 samples, not 8");
    series(300);
    assertThat(growth.broken()).isEmpty();
  }

  @Test
  void norIsASoakThatLookedAtNothing() {
    assertThat(growth.broken()).singleElement().asString().contains("9 samples, not 0");
  }
}
