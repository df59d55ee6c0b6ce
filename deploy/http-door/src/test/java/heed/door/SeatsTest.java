package heed.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Seats.Answer;
import org.junit.jupiter.api.Test;

class SeatsTest {
  @Test
  void nobodyHasMoreThanAShareAndTheRestIsForOthers() {
    var seats = new Seats(3, 2);
    assertThat(seats.take("a")).isEqualTo(Answer.TAKEN);
    assertThat(seats.take("a")).isEqualTo(Answer.TAKEN);
    assertThat(seats.take("a")).isEqualTo(Answer.ENOUGH);
    assertThat(seats.take("b")).isEqualTo(Answer.TAKEN);
    assertThat(seats.take("c")).isEqualTo(Answer.FULL);
  }

  @Test
  void aPlaceThatWasLeftIsFreeForAnybody() {
    var seats = new Seats(1, 1);
    assertThat(seats.take("a")).isEqualTo(Answer.TAKEN);
    assertThat(seats.take("b")).isEqualTo(Answer.FULL);
    seats.leave("a");
    assertThat(seats.take("b")).isEqualTo(Answer.TAKEN);
    seats.leave("b");
    assertThat(seats.take("a")).isEqualTo(Answer.TAKEN);
  }

  @Test
  void whoIsRefusedHoldsNothing() {
    var seats = new Seats(2, 1);
    assertThat(seats.take("a")).isEqualTo(Answer.TAKEN);
    for (var i = 0; i < 10; i++) {
      assertThat(seats.take("a")).isEqualTo(Answer.ENOUGH);
    }
    assertThat(seats.take("b")).isEqualTo(Answer.TAKEN);
    seats.leave("a");
    assertThat(seats.take("a")).isEqualTo(Answer.TAKEN);
  }

  @Test
  void placesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new Seats(0, 1)).hasMessageContaining("1 or more places");
    assertThatThrownBy(() -> new Seats(1, 0)).hasMessageContaining("1 or more places");
  }
}
