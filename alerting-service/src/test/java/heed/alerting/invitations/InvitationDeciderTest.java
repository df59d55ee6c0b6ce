package heed.alerting.invitations;

import static heed.alerting.invitations.Orders.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.alerting.invitations.Invitation.State;
import heed.events.Customer;
import heed.events.OrderCancelled.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationDeciderTest {
  /** Noon in Riga. */
  private static final Instant NOON = Instant.parse("2026-06-01T09:00:00Z");

  private static final Duration WEEK = Duration.ofDays(7);
  private static final InvitationDecider DECIDER = decider(Duration.ZERO, Duration.ofDays(5));

  private static InvitationDecider decider(Duration atMostEvery, Duration reminder) {
    return new InvitationDecider(
        WEEK,
        Optional.of(reminder).filter(r -> !r.isZero()),
        Duration.ofDays(30),
        atMostEvery,
        Daytime.of("09:00-20:00"),
        storefront -> ZoneId.of("UTC"));
  }

  private static Invitation ordered() {
    return DECIDER.heard(null, Orders.delivered("1", NOON), NOON);
  }

  private static Invitation invited() {
    var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
    return DECIDER.arrived(asked, Letter.INVITATION, NOON.plus(WEEK));
  }

  private static Step step(Invitation invitation, Instant now) {
    return DECIDER.step(invitation, null, false, now);
  }

  @Test
  void anOrderIsAskedAboutAWeekAfterItsDelivery() {
    var ordered = ordered();
    assertThat(ordered.nextAt()).isEqualTo(NOON.plus(WEEK));
    assertThat(step(ordered, NOON.plus(WEEK).minusMillis(1)))
        .isEqualTo(new Step.Wait(NOON.plus(WEEK)));
    assertThat(step(ordered, NOON.plus(WEEK))).isEqualTo(new Step.Ask(Letter.INVITATION));
  }

  @Test
  void aLetterThatWaitedForAMailServerForTooLongIsLetGo() {
    var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
    var last = NOON.plus(Duration.ofDays(30));
    assertThat(DECIDER.leaving(asked, Letter.INVITATION, last))
        .isEqualTo(new Step.Ask(Letter.INVITATION));
    assertThat(DECIDER.leaving(asked, Letter.INVITATION, last.plusSeconds(1)))
        .isEqualTo(new Step.End(State.LAPSED));
    var reminded =
        InvitationDecider.asked(invited(), Letter.REMINDER, NOON.plus(WEEK).plusSeconds(9));
    var latest = NOON.plus(WEEK).plus(Duration.ofDays(35));
    assertThat(DECIDER.leaving(reminded, Letter.REMINDER, latest))
        .isEqualTo(new Step.Ask(Letter.REMINDER));
    assertThat(DECIDER.leaving(reminded, Letter.REMINDER, latest.plusSeconds(1)))
        .isEqualTo(new Step.End(State.INVITED));
    assertThat(step(invited(), latest.plusSeconds(1))).isEqualTo(new Step.End(State.INVITED));
  }

  @Test
  void nobodyIsWokenHoweverLateTheServiceIs() {
    var night = Instant.parse("2026-06-09T01:00:00Z");
    var morning = Instant.parse("2026-06-09T06:00:00Z");
    assertThat(step(ordered(), night)).isEqualTo(new Step.Wait(morning));
    var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
    assertThat(DECIDER.leaving(asked, Letter.INVITATION, night)).isEqualTo(new Step.Wait(morning));
  }

  @Test
  void oneReminderFollowsAndThenNothing() {
    var due = NOON.plus(WEEK).plus(Duration.ofDays(5));
    assertThat(invited().nextAt()).isEqualTo(due);
    assertThat(step(invited(), due)).isEqualTo(new Step.Ask(Letter.REMINDER));
    var asked = InvitationDecider.asked(invited(), Letter.REMINDER, due);
    assertThat(step(asked, due.plus(WEEK))).isEqualTo(new Step.Leave());
    var reminded = DECIDER.arrived(asked, Letter.REMINDER, due);
    assertThat(step(reminded, due.plus(WEEK))).isEqualTo(new Step.Leave());
    assertThat(reminded.order().contact()).as("nothing needs it any more").isNull();
  }

  @Test
  void anInvitationThatNeverArrivedIsNotFollowedByAReminder() {
    var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
    assertThat(step(asked, NOON.plus(WEEK).plus(WEEK))).isEqualTo(new Step.Leave());
  }

  @Test
  void whereNoReminderIsWantedNoneIsDue() {
    var decider = decider(Duration.ZERO, Duration.ZERO);
    var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
    var sent = decider.arrived(asked, Letter.INVITATION, NOON.plus(WEEK));
    assertThat(sent.nextAt()).isNull();
    assertThat(sent.order().contact()).isNull();
  }

  @Test
  void aCancellationARefundAndANoEndItWhereverItIs() {
    for (var before : new Invitation[] {ordered(), invited()}) {
      var cancelled = DECIDER.heard(before, Orders.cancelled(SHOP, "1", Reason.CANCELLED), NOON);
      assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
      var refunded = DECIDER.heard(before, Orders.cancelled(SHOP, "1", Reason.REFUNDED), NOON);
      assertThat(refunded.state()).isEqualTo(State.REFUNDED);
      var declined = DECIDER.heard(before, Orders.declined(SHOP, "1", NOON), NOON);
      assertThat(declined.state()).isEqualTo(State.DECLINED);
      for (var ended : new Invitation[] {cancelled, refunded, declined}) {
        assertThat(ended.nextAt()).isNull();
        assertThat(ended.order().contact()).isNull();
        assertThat(step(ended, NOON.plus(WEEK).plus(WEEK))).isEqualTo(new Step.Leave());
        var again = DECIDER.heard(ended, Orders.delivered("1", NOON), NOON);
        assertThat(again.state()).as("told again").isEqualTo(ended.state());
        assertThat(again.nextAt()).isNull();
      }
    }
  }

  @Test
  void whatIsCancelledBeforeItIsDeliveredIsNotAskedAbout() {
    var cancelled = DECIDER.heard(null, Orders.cancelled(SHOP, "1", Reason.CANCELLED), NOON);
    var delivered = DECIDER.heard(cancelled, Orders.delivered("1", NOON), NOON);
    assertThat(delivered.state()).isEqualTo(State.CANCELLED);
    assertThat(step(delivered, NOON.plus(WEEK))).isEqualTo(new Step.Leave());
  }

  @Test
  void whatIsOlderThanWhatIsKnownChangesNothing() {
    var older = Orders.cancelled(SHOP, "1", Reason.CANCELLED);
    var ordered = DECIDER.heard(null, Orders.delivered("1", NOON), NOON);
    assertThat(DECIDER.heard(ordered, older, NOON)).isSameAs(ordered);
  }

  @Test
  void aDeliveryThatIsCorrectedMovesTheInvitation() {
    var later = NOON.plus(Duration.ofDays(3));
    var moved = DECIDER.heard(ordered(), Orders.delivered("1", later), NOON);
    assertThat(moved.nextAt()).isEqualTo(later.plus(WEEK));
    assertThat(DECIDER.heard(invited(), Orders.delivered("1", later), later).nextAt())
        .as("one that was asked about stays as it is")
        .isEqualTo(invited().nextAt());
  }

  @Test
  void anOldOrderIsNotAskedAboutWhenItFirstComesInNorAfterALongOutage() {
    var late = NOON.plus(Duration.ofDays(31));
    assertThat(DECIDER.heard(null, Orders.delivered("1", NOON), late).state())
        .isEqualTo(State.LAPSED);
    assertThat(step(ordered(), late)).isEqualTo(new Step.End(State.LAPSED));
  }

  @Test
  void withoutAnAddressNobodyIsAskedUntilOneComes() {
    var nobody = new Customer("c-1", null);
    var silent = DECIDER.heard(null, Orders.delivered(SHOP, "1", nobody, null, NOON, NOON), NOON);
    assertThat(silent.state()).isEqualTo(State.UNREACHABLE);
    assertThat(DECIDER.heard(silent, Orders.delivered("1", NOON), NOON).state())
        .isEqualTo(State.WAITING);
  }

  @Test
  void whoseLetterFoundNoAddressIsNotAskedAnewWhenOneComes() {
    for (var end : new State[] {State.UNREACHABLE, State.LAPSED}) {
      var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
      var again = DECIDER.heard(asked.ended(end), Orders.delivered("1", NOON), NOON.plus(WEEK));
      assertThat(again.state()).isEqualTo(end);
      assertThat(again.nextAt()).isNull();
      assertThat(again.order().contact()).isNull();
    }
  }

  @Test
  void whoSaidNoOnceIsNotAskedAboutOtherOrders() {
    assertThat(DECIDER.step(ordered(), null, true, NOON.plus(WEEK)))
        .isEqualTo(new Step.End(State.SUPPRESSED));
    assertThat(DECIDER.step(invited(), null, true, NOON.plus(Duration.ofDays(12))))
        .isEqualTo(new Step.End(State.SUPPRESSED));
  }

  @Test
  void whoWasAskedAboutAnotherOrderIsLeftAloneForAWhile() {
    var decider = decider(Duration.ofDays(1), Duration.ofDays(5));
    var now = NOON.plus(WEEK);
    assertThat(decider.step(ordered(), now.minusSeconds(3600), false, now))
        .isEqualTo(new Step.Wait(now.minusSeconds(3600).plus(Duration.ofDays(1))));
    assertThat(decider.step(ordered(), now.minus(Duration.ofDays(1)), false, now))
        .isEqualTo(new Step.Ask(Letter.INVITATION));
  }

  @Test
  void whatHappensWhileALetterIsUnderWayTakesItBack() {
    var asked = InvitationDecider.asked(ordered(), Letter.INVITATION, NOON.plus(WEEK));
    var cancelled = DECIDER.heard(asked, Orders.cancelled(SHOP, "1", Reason.REFUNDED), NOON);
    assertThat(DECIDER.leaving(cancelled, Letter.INVITATION, NOON.plus(WEEK)))
        .isEqualTo(new Step.Leave());
    var arrived = DECIDER.arrived(cancelled, Letter.INVITATION, NOON.plus(WEEK));
    assertThat(arrived.state()).isEqualTo(State.REFUNDED);
    assertThat(arrived.nextAt()).isNull();
  }

  @Test
  void settingsThatContradictEachOtherAreRefusedByName() {
    assertThatThrownBy(
            () ->
                new InvitationDecider(
                    Duration.ofDays(40),
                    Optional.empty(),
                    Duration.ofDays(30),
                    Duration.ZERO,
                    Daytime.of("09:00-20:00"),
                    s -> ZoneId.of("UTC")))
        .hasMessageContaining("heed.invitations.too-old is PT720H, must be longer than");
  }
}
