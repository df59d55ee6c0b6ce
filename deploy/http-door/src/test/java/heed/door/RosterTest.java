package heed.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
  private static final Instant OVERLAP_ENDS = NOW.plusSeconds(3600);
  private final Roster roster = new Roster();

  private Holder at(Instant now, String secret) {
    return roster.byKey(Said.hash(secret), now);
  }

  @Test
  void aKeyOpensForItsHolderAndAnotherOpensNothing() {
    roster.hear(Said.program("key-a", 1, Said.key("a", null)));
    assertThat(at(NOW, "a"))
        .extracting(Holder::id, Holder::name)
        .containsExactly("key-a", "name of key-a");
    assertThat(at(NOW, "b")).isNull();
  }

  @Test
  void afterARotationBothKeysOpenUntilTheOverlapEnds() {
    roster.hear(Said.program("key-a", 1, Said.key("old", null)));
    roster.hear(Said.program("key-a", 2, Said.key("new", null), Said.key("old", OVERLAP_ENDS)));
    assertThat(at(OVERLAP_ENDS.minusMillis(1), "old")).isNotNull();
    assertThat(at(OVERLAP_ENDS.minusMillis(1), "new")).isNotNull();
    assertThat(at(OVERLAP_ENDS, "old")).isNull();
    assertThat(at(OVERLAP_ENDS, "new")).isNotNull();
  }

  @Test
  void aKeyThatIsOverEndsTheSessionsThatWereOpenedWithIt() {
    roster.hear(Said.program("key-a", 1, Said.key("a", OVERLAP_ENDS)));
    assertThat(roster.byId("key-a", OVERLAP_ENDS.minusMillis(1))).isNotNull();
    assertThat(roster.byId("key-a", OVERLAP_ENDS)).isNull();
  }

  @Test
  void whoWasRevokedIsNotLetInAndNoRepeatedRecordBringsHimBack() {
    var before = Said.program("key-a", 1, Said.key("a", null));
    roster.hear(before);
    assertThat(roster.hear(Said.revoked("key-a", 2))).isTrue();
    assertThat(at(NOW, "a")).isNull();
    assertThat(roster.byId("key-a", NOW)).isNull();
    assertThat(roster.hear(before)).isFalse();
    assertThat(at(NOW, "a")).isNull();
  }

  @Test
  void aKeyThatIsNotSaidAnyMoreOpensNothing() {
    roster.hear(Said.program("key-a", 1, Said.key("old", null)));
    roster.hear(Said.program("key-a", 2, Said.key("new", null)));
    assertThat(at(NOW, "old")).isNull();
    assertThat(at(NOW, "new")).isNotNull();
  }

  @Test
  void aPersonWhoWasRemovedIsNotKnownAnyMore() {
    roster.hear(Said.person("person-a", 1, 0, false));
    roster.hear(Said.removed("person-a", 2));
    assertThat(roster.byId("person-a", NOW)).isNull();
    assertThat(roster.size()).isEqualTo(1);
  }

  @Test
  void whoIsDisabledComesBackOnceHeIsNot() {
    roster.hear(Said.person("person-a", 1, 0, true));
    assertThat(roster.byId("person-a", NOW)).isNull();
    roster.hear(Said.person("person-a", 2, 1, false));
    assertThat(roster.byId("person-a", NOW)).extracting(Holder::generation).isEqualTo(1L);
  }
}
