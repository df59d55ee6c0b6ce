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
  private final Directory directory = directory(roster);
  private final Sessions sessions = sessions();

  private Directory directory(Roster known) {
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
    return new Directory(List.of(source));
  }

  private Sessions sessions() {
    var key = Optional.of("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
    return new Sessions(directory, new Secret(key), new SessionTerms(IDLE, LONGEST), hands);
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
  void whomTheDirectoryForgetsIsNotTakenAtHisOwnWord() {
    var token = sessions.open(anna());
    var session = sessions.look(token);
    hands.move(IDLE.minusSeconds(1));
    roster.hear(Said.person("person-anna", 2, 1, true));
    assertThat(sessions.find(sessions.renewed(session))).isNull();
    var ticket = sessions.ticket(session, "heed.example");
    assertThat(sessions.find(sessions.redeem(ticket, "heed.example"))).isNull();
  }

  @Test
  void whomAProviderVouchesForStaysSoThoughTheDirectoryHasHisId() {
    var guest =
        new Holder(
            "person-anna", "Guest", Holder.Kind.PERSON, Set.of("*"), Set.of("agent"), Set.of("*"));
    var session = sessions.look(sessions.openVouched(guest, Duration.ofMinutes(60)));
    anna();
    hands.move(IDLE.dividedBy(2));
    assertThat(sessions.look(sessions.renewed(session)).holder()).isEqualTo(guest);
    assertThat(session.vouched()).isTrue();
    assertThat(sessions.look(sessions.open(anna())).vouched()).isFalse();
  }

  @Test
  void aStreamByAProvidersWordAloneIsCutAfterFiveMinutes() {
    var program =
        new Holder(
            "oidc-client:shop", "shop", Holder.Kind.KEY, Set.of("*"), Set.of("agent"), Set.of("*"));
    var follower = new Follower(program, false, null, START);
    assertThat(gone(follower, Follower.BY_WORD_ALONE.minusMillis(1))).isFalse();
    assertThat(gone(follower, Follower.BY_WORD_ALONE)).isTrue();
    assertThat(Follower.BY_WORD_ALONE).isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aStreamOfOneWhomTheDirectoryKnowsGoesOnUntilHeIsAnother() {
    var withKey = new Follower(anna(), true, null, START);
    var byCookie = new Follower(anna(), true, sessions.open(anna()), START);
    assertThat(gone(withKey, LONGEST)).isFalse();
    assertThat(gone(byCookie, LONGEST)).isFalse();
    roster.hear(Said.person("person-anna", 2, 1, false));
    assertThat(gone(withKey, Duration.ZERO)).isTrue();
    assertThat(gone(byCookie, Duration.ZERO)).isTrue();
  }

  private boolean gone(Follower follower, Duration after) {
    return follower.gone(directory, sessions, START.plus(after));
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
