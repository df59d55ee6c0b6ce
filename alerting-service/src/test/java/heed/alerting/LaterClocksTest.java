package heed.alerting;

import static heed.alerting.CaseDeciderTest.act;
import static heed.alerting.CaseDeciderTest.answer;
import static heed.alerting.CaseDeciderTest.tick;
import static heed.alerting.CaseDeciderTest.types;
import static heed.alerting.Given.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import heed.alerting.EscalationStep.Receiver;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact.CaseEscalated;
import heed.events.CaseFact.Clock;
import heed.events.CaseFact.SlaBreached;
import heed.events.CaseFact.SlaWarned;
import heed.events.CaseFact.Visibility;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Next response, resolution and escalation; TEN is 10:00. */
class LaterClocksTest {
  private static final CaseCommand RESOLVE = new CaseCommand.Resolve("done", null);
  private static final CaseCommand REOPEN = new CaseCommand.Reopen("again");
  private static final CaseCommand ACKNOWLEDGE = new CaseCommand.Acknowledge();

  /**
   * First answer in 6 h, the next in 2 h, done in 6 h, so that one opened at 10:00 is due 16:00.
   */
  private static final ReviewDecider DECIDER =
      Given.decider(
          new Policy(
              "swift",
              Duration.ofHours(6),
              Duration.ofHours(2),
              Duration.ofHours(6),
              List.of(0.5),
              Duration.ofHours(1),
              null,
              List.of(
                  new EscalationStep(Duration.ofHours(1), Receiver.MANAGER, null),
                  new EscalationStep(Duration.ofHours(-2), Receiver.LEAD, null),
                  new EscalationStep(Duration.ofHours(2), Receiver.WEBHOOK, "chat"))));

  private static Case open() {
    return Given.openDecision(DECIDER).after();
  }

  private static Case answered(Case c, Instant at) {
    return act(c, answer(Visibility.PUBLIC, true), at).after();
  }

  private static Case revised(Case c, Label label, Instant at) {
    return DECIDER.revise(c, Given.tagged(9, label, 1, "still bad " + at), at).after();
  }

  private static Resolution resolution(Case c) {
    return c.later().resolution();
  }

  private static SlaStatus resolutionAt(Case c, Instant now) {
    return resolution(c).status(c.clock().policy(), now);
  }

  private static Instant resolutionDue(Case c) {
    return resolution(c).dueAt(c.clock().policy());
  }

  private static Instant at(double hour) {
    return TEN.plusSeconds(Math.round((hour - 10) * 3600));
  }

  @Test
  void closedAndReopenedTimeDoesNotCountForTheResolution() {
    assertThat(resolutionDue(open())).isEqualTo(at(16));
    var closed = act(open(), RESOLVE, at(13)).after();
    assertThat(resolutionAt(closed, at(20))).isEqualTo(SlaStatus.MET);
    var reopened = act(closed, REOPEN, at(15)).after();
    assertThat(resolutionDue(reopened)).isEqualTo(at(18));
    assertThat(resolutionAt(reopened, at(18))).isEqualTo(SlaStatus.AT_RISK);
    assertThat(resolutionAt(reopened, at(18.001))).isEqualTo(SlaStatus.BREACHED);
  }

  @Test
  void whatWaitsForTheCustomerDoesNotCountForTheResolution() {
    var answered = answered(open(), at(12));
    assertThat(resolution(answered).pausedAt()).isEqualTo(at(12));
    assertThat(resolutionAt(answered, at(99))).isEqualTo(SlaStatus.RUNNING);
    assertThat(tick(answered, at(99)).told()).isEmpty();
    var revised = revised(answered, Label.NEGATIVE, at(30));
    assertThat(resolutionDue(revised)).isEqualTo(at(34));
    var resolved = act(revised, RESOLVE, at(34)).after();
    assertThat(resolutionAt(resolved, at(99))).isEqualTo(SlaStatus.MET);
  }

  @Test
  void aResolutionThatRanOutStaysABreachHoweverTheCaseGoesOn() {
    var late = act(open(), RESOLVE, at(17)).after();
    assertThat(resolutionAt(late, at(17))).isEqualTo(SlaStatus.BREACHED);
    var again = act(act(late, REOPEN, at(18)).after(), RESOLVE, at(18.1)).after();
    assertThat(resolutionAt(again, at(99))).isEqualTo(SlaStatus.BREACHED);
    assertThat(resolutionDue(again)).isEqualTo(at(16));
  }

  @Test
  void itsMarksAreToldOnceThoughTheDueTimeMoves() {
    var warned = tick(open(), at(13.5));
    assertThat(warned.told())
        .extracting(t -> t.event().fact())
        .contains(new SlaWarned(0.5, Clock.RESOLUTION));
    var reopened = act(act(warned.after(), RESOLVE, at(14)).after(), REOPEN, at(20)).after();
    var marks = reopened.resolutionMarks();
    assertThat(marks).extracting(Mark::name).containsExactly("resolution-breached");
    assertThat(marks.getFirst().dueAt()).isEqualTo(at(22));
  }

  @Test
  void aReopenedCaseHasATimeOfItsOwnForTheNextAnswer() {
    var reopened = act(act(open(), RESOLVE, at(11)).after(), REOPEN, at(40)).after();
    assertThat(reopened.response().dueAt()).isEqualTo(at(42));
    assertThat(reopened.response().status(at(40))).isEqualTo(SlaStatus.RUNNING);
    var met = answered(reopened, at(42));
    assertThat(met.response().status(at(99))).isEqualTo(SlaStatus.MET);
    assertThat(met.clock().status(at(99))).isEqualTo(SlaStatus.CANCELLED);
    var late = tick(reopened, at(42.001));
    assertThat(late.told())
        .extracting(t -> t.event().fact())
        .contains(new SlaBreached(Clock.NEXT_RESPONSE));
  }

  @Test
  void aCustomerStillUnhappyAfterAnAnswerCallsForAnotherOne() {
    var decision =
        DECIDER.revise(
            answered(open(), at(12)), Given.tagged(9, Label.NEGATIVE, 1, "still bad"), at(20));
    var again = decision.after();
    assertThat(types(decision)).containsExactly(EventType.CASE_REVISED);
    assertThat(again.handling().status()).isEqualTo(Status.OPEN);
    assertThat(again.cycle()).isEqualTo(2);
    assertThat(again.response().dueAt()).isEqualTo(at(22));
    assertThat(again.clock().status(at(99))).isEqualTo(SlaStatus.MET);
    var happy = revised(answered(open(), at(12)), Label.POSITIVE, at(20));
    assertThat(happy.handling().status()).isEqualTo(Status.ANSWERED);
    assertThat(happy.later().nextResponses()).isEmpty();
  }

  @Test
  void whatIsDueNextIsTheAnswerThatIsWaitedFor() {
    assertThat(open().nextDueAt()).isEqualTo(at(16));
    assertThat(tick(open(), at(20)).after().nextDueAt()).isEqualTo(at(16)); // late and still due
    var reopened = act(act(open(), RESOLVE, at(11)).after(), REOPEN, at(40)).after();
    assertThat(reopened.nextDueAt()).isEqualTo(at(42));
    var revised = revised(answered(open(), at(12)), Label.NEGATIVE, at(20));
    assertThat(revised.nextDueAt()).isEqualTo(at(22));
    var third = act(act(reopened, RESOLVE, at(41)).after(), REOPEN, at(50)).after();
    assertThat(third.nextDueAt()).isEqualTo(at(52));
  }

  @Test
  void theResolutionIsDueNextOnlyIfItRunsAndNoAnswerIsWaitedFor() {
    var answered = answered(open(), at(12));
    var running = answered.later(answered.later().resolution(resolution(answered).resumed(at(15))));
    assertThat(running.nextDueAt()).isEqualTo(resolutionDue(running)).isEqualTo(at(19));
    var reopened = act(act(open(), RESOLVE, at(15)).after(), REOPEN, at(15.5)).after();
    assertThat(resolutionDue(reopened)).isEqualTo(at(16.5));
    assertThat(reopened.nextDueAt()).isEqualTo(at(17.5));
  }

  @Test
  void aCaseWithoutARunningClockKeepsThePlaceOfItsFirstResponse() {
    var answered = answered(open(), at(12));
    assertThat(answered.nextDueAt()).isEqualTo(at(16));
    var reopened = act(act(open(), RESOLVE, at(11)).after(), REOPEN, at(40)).after();
    assertThat(answered(reopened, at(41)).nextDueAt()).isEqualTo(at(16));
    assertThat(act(reopened, RESOLVE, at(41)).after().nextDueAt()).isEqualTo(at(16));
    assertThat(act(open(), RESOLVE, at(11)).after().nextDueAt()).isEqualTo(at(16));
  }

  @Test
  void theStepsGoByTheDueTimeOfTheAnswer() {
    assertThat(Escalation.marksAhead(open()))
        .extracting(Mark::dueAt)
        .containsExactly(at(14), at(17), at(18));
    var told = tick(open(), at(14.001)).told();
    assertThat(told)
        .extracting(t -> t.event().fact())
        .contains(new CaseEscalated("lead", "LEAD", null));
    var all = tick(open(), at(18.001)).told().stream().filter(CaseEscalatedTold::is).toList();
    assertThat(all).extracting(Told::silent).containsExactly(true, true, false);
    assertThat(all.getLast().event().fact())
        .isEqualTo(new CaseEscalated("webhook", "WEBHOOK", "chat"));
  }

  @Test
  void acknowledgingStopsThePagingAndNotTheClockAndTheTimeoutResumesIt() {
    var held = act(open(), ACKNOWLEDGE, at(13.5)).after();
    assertThat(tick(held, at(14.2)).told()).noneMatch(CaseEscalatedTold::is);
    assertThat(tick(held, at(14.2)).after().marksAhead()).noneMatch(m -> m.due(at(14.2)));
    var resumed = tick(held, at(14.51));
    assertThat(types(resumed)).endsWith(EventType.CASE_UNACKNOWLEDGED, EventType.CASE_ESCALATED);
    assertThat(held.clock().status(at(16.001))).isEqualTo(SlaStatus.BREACHED);
  }

  @Test
  void anAnswerEndsTheChainAndANewCycleBeginsItAnew() {
    var answered = answered(tick(open(), at(14.001)).after(), at(15));
    assertThat(Escalation.marksAhead(answered)).isEmpty();
    var again = revised(answered, Label.NEGATIVE, at(20));
    assertThat(Escalation.marksAhead(again))
        .extracting(Mark::dueAt)
        .containsExactly(at(20), at(23), at(24));
  }

  @Test
  void acknowledgedInACycleOfItsOwnNobodyIsPaged() {
    var again = revised(answered(open(), at(12)), Label.NEGATIVE, at(20));
    var held = act(again, ACKNOWLEDGE, at(20.5)).after();
    assertThat(held.marksAhead()).noneMatch(m -> m.type() == EventType.CASE_ESCALATED);
  }

  @Test
  void noLongerNegativeInALaterCycleIsCancelledInsideItsPromiseOnly() {
    var late = answered(tick(open(), at(16.5)).after(), at(17));
    var again = revised(late, Label.NEGATIVE, at(20));
    assertThat(revised(again, Label.POSITIVE, at(21)).handling().status())
        .isEqualTo(Status.CANCELLED);
    assertThat(revised(again, Label.POSITIVE, at(23)).handling().status()).isEqualTo(Status.OPEN);
  }

  @Test
  void theFactsAreReadBackAsTheyWereWritten() {
    var c = revised(answered(open(), at(12)), Label.NEGATIVE, at(20));
    assertThat(EventJson.read(EventJson.write(c.later()), LaterClocks.class)).isEqualTo(c.later());
    var policy = c.clock().policy();
    assertThat(EventJson.read(EventJson.write(policy), SlaPolicy.class)).isEqualTo(policy);
    assertThat(
            EventJson.read(
                "{\"version\":1,\"firstResponse\":86400.0,\"warnAt\":[0.5],\"acknowledgeTimeout\":14400.0}"
                    .getBytes(),
                SlaPolicy.class))
        .isEqualTo(SlaPolicy.of(1, Duration.ofHours(24), List.of(0.5), Duration.ofHours(4)));
  }

  /** Picks the pages. */
  private static final class CaseEscalatedTold {
    static boolean is(Told told) {
      return told.event().type() == EventType.CASE_ESCALATED;
    }
  }
}
