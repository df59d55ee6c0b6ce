package heed.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Instant START = Instant.parse("2026-11-27T09:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);

  /** Stands where it was put. */
  private static final class Hands extends Clock {
    private Instant now = START;

    void move(Duration on) {
      now = now.plus(on);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Hands hands = new Hands();
  private final Roster roster = new Roster();
  private final Sessions sessions = sessions(roster);

  private Sessions sessions(Roster known) {
    var source =
        new Holders() {
          @Override
          public Holder byKey(byte[] sha256) {
            return known.byKey(sha256, hands.instant());
          }

          @Override
          public Holder byId(String id) {
            return known.byId(id, hands.instant());
          }
        };
    var key = Optional.of("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
    return new Sessions(
        new Directory(List.of(source)), new Secret(key), new SessionTerms(IDLE, LONGEST), hands);
  }

  private Holder anna() {
    roster.hear(Said.person("person-anna", 1, 0, false));
    return roster.byId("person-anna", hands.instant());
  }

  @Test
  void aSessionThatRestsIsOver() {
    var token = sessions.open(anna());
    hands.move(IDLE.minusSeconds(1));
    assertThat(sessions.find(token)).isNotNull();
    hands.move(Duration.ofSeconds(1));
    assertThat(sessions.find(token)).isNull();
  }

  @Test
  void aSessionThatIsUsedGoesOnAndIsOverAtItsEndAllTheSame() {
    var token = sessions.open(anna());
    for (var worked = Duration.ZERO;
        worked.compareTo(LONGEST) < 0;
        worked = worked.plusMinutes(20)) {
      var session = sessions.look(token);
      assertThat(session).as("after %s", worked).isNotNull();
      var renewed = sessions.renewed(session);
      token = renewed == null ? token : renewed;
      hands.move(Duration.ofMinutes(20));
    }
    assertThat(sessions.find(token)).isNull();
  }

  @Test
  void aFreshSessionNeedsNoNewCookie() {
    var token = sessions.open(anna());
    assertThat(sessions.renewed(sessions.look(token))).isNull();
    hands.move(IDLE.dividedBy(20));
    assertThat(sessions.renewed(sessions.look(token))).isNotNull();
  }

  @Test
  void aNewGenerationOrADisabledHolderEndsEverySession() {
    var token = sessions.open(anna());
    roster.hear(Said.person("person-anna", 2, 1, false));
    assertThat(sessions.find(token)).isNull();
    assertThat(sessions.ended(token)).isTrue();
    var next = sessions.open(roster.byId("person-anna", hands.instant()));
    assertThat(sessions.find(next)).isNotNull();
    roster.hear(Said.person("person-anna", 3, 1, true));
    assertThat(sessions.find(next)).isNull();
  }

  @Test
  void whomAProviderVouchesForIsKeptAsHeWasVouchedFor() {
    var guest =
        new Holder(
            "oidc:7", "Guest", Holder.Kind.PERSON, Set.of("*"), Set.of("agent"), Set.of("*"));
    var token = sessions.openVouched(guest, Duration.ofMinutes(20));
    assertThat(sessions.find(token)).isEqualTo(guest);
    hands.move(Duration.ofMinutes(20));
    assertThat(sessions.find(token)).isNull();
    assertThatThrownBy(() -> sessions.open(guest)).isInstanceOf(Refusal.class);
  }

  @Test
  void aTicketHoldsForAMinuteAndForOneHost() {
    var session = sessions.look(sessions.open(anna()));
    var ticket = sessions.ticket(session, "heed.example:8083");
    assertThat(sessions.redeem(ticket, "other.example")).isNull();
    assertThat(sessions.redeem(ticket + "x", "heed.example:8083")).isNull();
    var taken = sessions.redeem(ticket, "heed.example:8083");
    assertThat(sessions.look(taken)).isEqualTo(session);
    assertThat(sessions.find(ticket)).isNull();
    hands.move(Duration.ofSeconds(60));
    assertThat(sessions.redeem(ticket, "heed.example:8083")).isNull();
  }

  @Test
  void termsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new SessionTerms(LONGEST, IDLE))
        .hasMessageContaining("heed.session.longest");
  }
}
