package heed.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TimesTest {
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;

  @Property
  void writesWhatTheJdkWrites(
      @ForAll @LongRange(min = YEAR_0 - 1000, max = YEAR_10000 + 1000) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    var time = Instant.ofEpochSecond(second, nanos);
    assertThat(Times.write(time)).isEqualTo(time.toString());
    var millis = Instant.ofEpochMilli(time.toEpochMilli());
    assertThat(Times.write(millis)).isEqualTo(millis.toString());
  }

  @Property
  void readsWhatTheJdkWrites(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_10000 - 1) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    var time = Instant.ofEpochSecond(second, nanos);
    assertThat(Times.read(time.toString())).isEqualTo(time);
    assertThat(Times.read(Instant.ofEpochSecond(second).toString()))
        .isEqualTo(Instant.ofEpochSecond(second));
  }

  @Example
  void writesTheFarthestTimesToo() {
    assertThat(Times.write(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    assertThat(Times.write(Instant.MIN)).isEqualTo(Instant.MIN.toString());
  }

  @Example
  void leavesOtherFormsToTheJdk() {
    for (var other :
        new String[] {
          "",
          "Z",
          "2026-11-23",
          "2026-11-23T10:00:00",
          "2026-11-23T10:00:00+01:00",
          "2026-11-23t10:00:00z",
          "2026-11-23T10:00Z",
          "2026-11-23T24:00:00Z",
          "2026-11-23T23:60:00Z",
          "2016-12-31T23:59:60Z",
          "2026-02-30T10:00:00Z",
          "2026-13-01T10:00:00Z",
          "2026-11-23T10:00:00.Z",
          "2026-11-23T10:00:00,5Z",
          "2026-11-23T10:00:00.1234567890Z",
          "2026-11-2xT10:00:00Z",
          "+12026-11-23T10:00:00Z"
        }) {
      assertThat(Times.read(other)).as(other).isNull();
    }
  }
}
