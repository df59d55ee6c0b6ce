package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaggedTest {
  private static final UUID ONE = new UUID(0, 1);
  private final Tagged tagged = new Tagged("shop");

  @Test
  void whatComesAgainIsARepeatAndNotOutOfOrder() {
    for (long revision : new long[] {1, 2, 1, 2, 3}) {
      tagged.add(ONE, revision);
    }
    assertThat(tagged.repeats()).isEqualTo(2);
    assertThat(tagged.outOfOrder()).isZero();
  }

  @Test
  void anOlderRevisionThatComesForTheFirstTimeIsOutOfOrder() {
    tagged.add(ONE, 2);
    tagged.add(ONE, 1);
    assertThat(tagged.outOfOrder()).isOne();
  }
}
