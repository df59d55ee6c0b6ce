package heed.alerting;

import static heed.alerting.Given.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.CaseFact.Visibility;
import heed.events.EventType;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseDeciderTest {
  private static final Instant DUE = TEN.plus(Duration.ofHours(24));

  @Test
  void theFirstPublicAnswerByAPersonMeetsThePromise() {
    var decision = act(Given.open(), answer(Visibility.PUBLIC, true), DUE);
    assertThat(decision.after().clock().status(DUE)).isEqualTo(SlaStatus.MET);
    assertThat(decision.after().handling().status()).isEqualTo(Status.ANSWERED);
    assertThat(decision.after().handling().recovery()).isEqualTo(Recovery.POSSIBLE);
    assertThat(last(decision))
        .isInstanceOfSatisfying(CaseFact.CaseAnswered.class, a -> assertThat(a.first()).isTrue());
  }

  @Test
  void anInternalOrAutomaticAnswerIsNoFirstResponse() {
    for (var command :
        List.of(answer(Visibility.INTERNAL, true), answer(Visibility.PUBLIC, false))) {
      var after = act(Given.open(), command, TEN.plusSeconds(60)).after();
      assertThat(after.clock().runs()).isTrue();
      assertThat(after.handling().status()).isEqualTo(Status.OPEN);
    }
  }

  @Test
  void acknowledgingAssigningAndNotingDoNotStopTheClock() {
    var c = act(Given.open(), new CaseCommand.Acknowledge(), TEN.plusSeconds(1)).after();
    c = act(c, new CaseCommand.Assign("ilze", "baltics"), TEN.plusSeconds(2)).after();
    c = act(c, new CaseCommand.Note(UUID.randomUUID(), "call her"), TEN.plusSeconds(3)).after();
    assertThat(c.clock().runs()).isTrue();
    assertThat(c.handling().status()).isEqualTo(Status.ACKNOWLEDGED);
    assertThat(c.handling().team()).isEqualTo("baltics");
    assertThat(c.version()).isEqualTo(4);
    assertThat(c.sequence()).isEqualTo(4);
  }

  @Test
  void anAcknowledgedCaseThatNobodyTouchesIsOpenAgain() {
    var acknowledged = act(Given.open(), new CaseCommand.Acknowledge(), TEN).after();
    var touched =
        act(acknowledged, new CaseCommand.Assign("ilze", null), TEN.plus(Duration.ofHours(3)))
            .after();
    assertThat(tick(touched, TEN.plus(Duration.ofHours(7))).told()).isEmpty();
    var open = tick(touched, TEN.plus(Duration.ofHours(7)).plusMillis(1));
    assertThat(types(open)).containsExactly(EventType.CASE_UNACKNOWLEDGED);
    assertThat(open.after().handling().status()).isEqualTo(Status.OPEN);
    assertThat(open.after().version()).isEqualTo(touched.version());
  }

  @Test
  void aLateAnswerIsToldAfterTheBreach() {
    var decision = act(Given.open(), answer(Visibility.PUBLIC, true), DUE.plusMillis(1));
    assertThat(types(decision))
        .containsExactly(
            EventType.SLA_WARNED,
            EventType.SLA_WARNED,
            EventType.SLA_BREACHED,
            EventType.CASE_ANSWERED);
    assertThat(decision.told().stream().filter(t -> !t.silent()).map(t -> t.event().sequence()))
        .containsExactly(2L, 3L);
    assertThat(decision.after().clock().status(DUE.plusSeconds(5))).isEqualTo(SlaStatus.BREACHED);
  }

  @Test
  void theAnswerCountsFirstWhenItComesWithTheResolution() {
    var both =
        new CaseCommand.Resolve("refunded", (CaseCommand.Answer) answer(Visibility.PUBLIC, true));
    var decision = act(Given.open(), both, TEN.plusSeconds(5));
    assertThat(types(decision)).containsExactly(EventType.CASE_ANSWERED, EventType.CASE_RESOLVED);
    assertThat(decision.after().clock().status(DUE.plusSeconds(1))).isEqualTo(SlaStatus.MET);
    assertThat(decision.after().handling().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void resolvedWithoutAnAnswerTheClockIsCancelledInsideThePromiseAndBreachedAfterIt() {
    var resolve = new CaseCommand.Resolve("spam", null);
    var inside = act(Given.open(), resolve, DUE).after();
    assertThat(inside.clock().status(DUE.plusSeconds(9))).isEqualTo(SlaStatus.CANCELLED);
    var after = act(Given.open(), resolve, DUE.plusMillis(1)).after();
    assertThat(after.clock().status(DUE.plusSeconds(9))).isEqualTo(SlaStatus.BREACHED);
    assertThat(after.handling().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void reopeningBeginsACycleAndNeverRestartsTheFirstResponseOrBreachesAtOnce() {
    var resolved =
        act(Given.open(), new CaseCommand.Resolve("x", null), TEN.plusSeconds(1)).after();
    var reopened = act(resolved, new CaseCommand.Reopen("again"), DUE.plusSeconds(99)).after();
    assertThat(reopened.cycle()).isEqualTo(2);
    assertThat(reopened.handling().status()).isEqualTo(Status.OPEN);
    assertThat(tick(reopened, DUE.plusSeconds(99).plus(Duration.ofHours(12))).told()).isEmpty();
    assertThat(tick(reopened, DUE.plus(Duration.ofDays(9))).told())
        .filteredOn(t -> !t.silent())
        .extracting(t -> t.event().fact())
        .containsExactly(new CaseFact.SlaBreached(CaseFact.Clock.NEXT_RESPONSE));
    assertThat(reopened.clock().status(DUE.plusSeconds(100))).isEqualTo(SlaStatus.CANCELLED);
  }

  @Test
  void whatTheStatusDoesNotAllowIsRefusedWithTheRemedy() {
    var resolved = act(Given.open(), new CaseCommand.Resolve("x", null), TEN).after();
    assertThatThrownBy(() -> act(resolved, answer(Visibility.PUBLIC, true), TEN))
        .isInstanceOf(CaseDecider.NotNow.class)
        .hasMessage("the case is RESOLVED; reopen it before it can be answered");
    assertThatThrownBy(() -> act(Given.open(), new CaseCommand.Reopen("x"), TEN))
        .isInstanceOf(CaseDecider.NotNow.class);
  }

  @Test
  void downOverSeveralMarksOnlyTheLastIsTold() {
    var decision = tick(Given.open(), DUE.plusSeconds(1));
    assertThat(decision.told()).extracting(Told::silent).containsExactly(true, true, false);
    assertThat(last(decision)).isInstanceOf(CaseFact.SlaBreached.class);
    assertThat(tick(decision.after(), DUE.plusSeconds(2)).told()).isEmpty();
    var warned = tick(Given.open(), TEN.plus(Duration.ofHours(20)));
    assertThat(warned.told()).extracting(Told::silent).containsExactly(true, false);
    assertThat(warned.told().getLast().event().sla().status()).isEqualTo(SlaStatus.AT_RISK);
  }

  @Test
  void whoeverRepeatsAMarkRepeatsItsId() {
    var here = tick(Given.open(), DUE.plusSeconds(1)).told().getLast();
    var there = tick(Given.open(), DUE.plusSeconds(5)).told().getLast();
    assertThat(here.id()).isEqualTo(there.id());
  }

  static Decision act(Case c, CaseCommand command, Instant now) {
    return CaseDecider.decide(c, command, "anna", now);
  }

  static Decision tick(Case c, Instant now) {
    return Story.of(c, now).end();
  }

  static CaseCommand answer(Visibility visibility, boolean byPerson) {
    return new CaseCommand.Answer(UUID.randomUUID(), "sorry", visibility, byPerson);
  }

  static List<EventType> types(Decision decision) {
    return decision.told().stream().map(t -> t.event().type()).toList();
  }

  private static CaseFact last(Decision decision) {
    return decision.told().getLast().event().fact();
  }

  static Decision revise(Case c, long revision, Label label, int stars, String text, Instant now) {
    return Given.DECIDER.revise(c, Given.tagged(revision, label, stars, text), now);
  }
}
