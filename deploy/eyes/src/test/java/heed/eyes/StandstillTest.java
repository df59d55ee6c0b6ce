package heed.eyes;

import static org.assertj.core.api.Assertions.assertThat;

import heed.eyes.Standstill.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
  private final Standstill standstill = new Standstill();

  @Test
  void addsUpWhatWaitsInAllPartitions() {
    standstill.observe(Map.of(0, new Place(5, 8), 1, new Place(7, 7), 2, new Place(0, 4)), START);
    assertThat(standstill.lag()).isEqualTo(7);
  }

  @Test
  void isStuckSinceTheOffsetMovedLast() {
    at(0, new Place(5, 8));
    at(10, new Place(6, 20));
    at(20, new Place(6, 30));
    assertThat(stuck(50)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aReaderThatIsSlowButMovesIsNotStuck() {
    at(0, new Place(5, 100));
    at(15, new Place(6, 200));
    assertThat(stuck(15)).isZero();
    assertThat(standstill.lag()).isEqualTo(194);
  }

  @Test
  void aTopicThatIsQuietIsNotStuckHoweverLong() {
    at(0, new Place(8, 8));
    assertThat(stuck(100_000)).isZero();
  }

  @Test
  void timeIsCountedFromTheFirstRecordThatWaits() {
    at(0, new Place(8, 8));
    at(1000, new Place(8, 9));
    assertThat(stuck(1030)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void onePartitionThatStandsStillIsSeenBesideOthersThatMove() {
    standstill.observe(Map.of(0, new Place(1, 2), 1, new Place(1, 50)), at(0));
    standstill.observe(Map.of(0, new Place(1, 2), 1, new Place(9, 50)), at(60));
    assertThat(standstill.stuck(at(60))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void itGoesOnCountingWhileTheBrokerIsAway() {
    at(0, new Place(1, 2));
    assertThat(stuck(300)).isEqualTo(Duration.ofSeconds(300));
  }

  @Test
  void aPartitionThatIsGoneIsForgotten() {
    standstill.observe(Map.of(0, new Place(1, 9)), at(0));
    standstill.observe(Map.of(1, new Place(3, 3)), at(10));
    assertThat(standstill.lag()).isZero();
    assertThat(standstill.stuck(at(99))).isZero();
  }

  @Property
  void isNeverNegativeAndNeverOlderThanTheFirstLook(
      @ForAll @Size(max = 20) List<@IntRange(max = 5) Integer> moves) {
    var watched = new Standstill();
    var committed = 0L;
    var looks = new HashMap<Integer, Place>();
    for (var i = 0; i < moves.size(); i++) {
      committed += moves.get(i);
      looks.put(0, new Place(committed, committed + i % 3));
      watched.observe(looks, at(i));
      assertThat(watched.stuck(at(i))).isBetween(Duration.ZERO, Duration.ofSeconds(i));
    }
  }

  private void at(int second, Place place) {
    standstill.observe(Map.of(0, place), at(second));
  }

  private Duration stuck(int second) {
    return standstill.stuck(at(second));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
