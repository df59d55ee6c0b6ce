package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class InvitedTest {
  private static final String PAGE =
      """
      <!doctype html><form method="post" action="/r/abc?x=1&amp;y=2" novalidate>
      <input type="radio" name="stars-0" value="1" id="stars-0-first"><input type="radio" name="stars-0" value="2">
      <input type="text" maxlength="500" value="" id="title-0" name="title-0" dir="auto">
      <textarea rows="5" maxlength="10000" id="text-0" name="text-0" dir="auto">
      </textarea><input type="radio" name="nps" value="0"></form>
      """;

  @Test
  void thereIsAlwaysAZoneInWhichItIsNoon() {
    for (var hour = 0; hour < 24; hour++) {
      var now = Instant.parse("2026-11-23T%02d:59:00Z".formatted(hour));
      assertThat(now.atZone(ZoneId.of(Invited.noon(now))).getHour()).isEqualTo(12);
      assertThat(ZoneId.getAvailableZoneIds()).contains(Invited.noon(now));
    }
  }

  @Test
  void aFormIsFilledInByTheNamesThatThePageGives() throws Refusal {
    assertThat(Invited.action(PAGE)).isEqualTo("/r/abc?x=1&y=2");
    assertThat(Invited.filled(PAGE)).startsWith("stars-0=2&text-0=The+kettle+leaks%2C");
  }
}
