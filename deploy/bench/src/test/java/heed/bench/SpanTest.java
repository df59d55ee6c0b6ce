package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpanTest {
  @Test
  void whatWasMadeBeforeTheClockStartedIsNotCounted() {
    var span = Span.of(new long[] {2_000, 1_000, 1_000, 1_000, 1_500, 3_000});
    assertThat(span).isEqualTo(new Span(3, 2_000));
    assertThat(span.perSecond()).isEqualTo(1.5);
  }

  @Test
  void oneBatchTellsNoSpeed() {
    assertThat(Span.of(new long[] {7, 7}).perSecond()).isZero();
  }
}
