package heed.alerting;

import static heed.alerting.CaseDeciderTest.act;
import static heed.alerting.CaseDeciderTest.answer;
import static heed.alerting.CaseDeciderTest.revise;
import static heed.alerting.CaseDeciderTest.types;
import static heed.alerting.Given.DECIDER;
import static heed.alerting.Given.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.CaseFact.Visibility;
import heed.events.Channel;
import heed.events.EventType;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Source;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReviewDeciderTest {
  private static final Instant DUE = TEN.plus(Duration.ofHours(24));

  @Test
  void opensForNegativeAndForContradictionAndForNothingElse() {
    assertThat(opens(Label.NEGATIVE, false)).isEqualTo(CaseFact.Cause.NEGATIVE);
    assertThat(opens(Label.POSITIVE, true)).isEqualTo(CaseFact.Cause.MISMATCH);
    assertThat(opens(Label.POSITIVE, false)).isNull();
    assertThat(opens(Label.NEUTRAL, false)).isNull();
  }

  @Test
  void theClockStartsAtTheReceiptButNeverInTheFuture() {
    var negative = Given.tagged(1, Label.NEGATIVE, 1, "bad");
    var late = DECIDER.open(negative, ReviewDecider.Past.NONE, TEN.plusSeconds(90));
    assertThat(late.after().clock().startedAt()).isEqualTo(TEN);
    var early = DECIDER.open(negative, ReviewDecider.Past.NONE, TEN.minusSeconds(90));
    assertThat(early.after().clock().startedAt()).isEqualTo(TEN.minusSeconds(90));
  }

  @Test
  void anOldImportOpensNoCase() {
    assertThat(imported(Channel.IMPORT, Duration.ofDays(7).plusMillis(1))).isNull();
    assertThat(imported(Channel.IMPORT, Duration.ofDays(7))).isNotNull();
    assertThat(imported(Channel.STOREFRONT, Duration.ofDays(400))).isNotNull();
  }

  @Test
  void noLongerNegativeAndUnansweredInsideThePromiseIsCancelled() {
    var decision = revise(Given.open(), 2, Label.POSITIVE, 5, "mended", TEN.plusSeconds(5));
    assertThat(types(decision)).containsExactly(EventType.CASE_REVISED, EventType.CASE_CANCELLED);
    assertThat(decision.after().handling().status()).isEqualTo(Status.CANCELLED);
    assertThat(decision.after().clock().status(DUE.plusSeconds(1))).isEqualTo(SlaStatus.CANCELLED);
    assertThat(decision.told().getFirst().words()).containsEntry("text", "mended");
  }

  @Test
  void pastThePromiseTheBreachStays() {
    var decision = revise(Given.open(), 2, Label.POSITIVE, 5, "mended", DUE.plusSeconds(1));
    assertThat(types(decision))
        .contains(EventType.SLA_BREACHED)
        .doesNotContain(EventType.CASE_CANCELLED);
    assertThat(decision.after().clock().status(DUE.plusSeconds(2))).isEqualTo(SlaStatus.BREACHED);
    assertThat(decision.after().handling().live()).isTrue();
  }

  @Test
  void aRatingRaisedAfterAPublicAnswerRecoversOnce() {
    var answered = act(Given.open(), answer(Visibility.PUBLIC, true), TEN.plusSeconds(1)).after();
    var raised = revise(answered, 2, Label.POSITIVE, 4, "mended", TEN.plusSeconds(2));
    assertThat(types(raised)).containsExactly(EventType.CASE_REVISED, EventType.CASE_RECOVERED);
    assertThat(raised.after().handling().recovery()).isEqualTo(Recovery.RECOVERED);
    var again = revise(raised.after(), 3, Label.POSITIVE, 5, "even better", TEN.plusSeconds(3));
    assertThat(types(again)).containsExactly(EventType.CASE_REVISED);
  }

  @Test
  void turnedNegativeAgainAfterTheEndItReopens() {
    var cancelled = revise(Given.open(), 2, Label.POSITIVE, 5, "ok", TEN.plusSeconds(1)).after();
    var again = revise(cancelled, 3, Label.NEGATIVE, 1, "bad again", TEN.plusSeconds(2));
    assertThat(types(again)).containsExactly(EventType.CASE_REVISED, EventType.CASE_REOPENED);
    assertThat(again.after().cycle()).isEqualTo(2);
    var resolved =
        act(Given.open(), new CaseCommand.Resolve("x", null), TEN.plusSeconds(1)).after();
    assertThat(types(revise(resolved, 2, Label.NEGATIVE, 1, "still bad", TEN.plusSeconds(2))))
        .containsExactly(EventType.CASE_REVISED, EventType.CASE_REOPENED);
  }

  @Test
  void theSameContentChangesNothing() {
    var before = Given.open();
    var decision = revise(before, 9, Label.POSITIVE, 1, "bad", TEN.plusSeconds(5));
    assertThat(decision.told()).isEmpty();
    assertThat(decision.after().version()).isEqualTo(before.version());
    assertThat(decision.after().content().tags()).isEqualTo(before.content().tags());
  }

  @Test
  void anErasureEndsARunningClockAndLeavesADecidedOneAsItIs() {
    var running = ReviewDecider.erase(Given.open(), TEN.plusSeconds(1)).after();
    assertThat(running.clock().status(DUE.plusSeconds(9))).isEqualTo(SlaStatus.CANCELLED);
    var answered = act(Given.open(), answer(Visibility.PUBLIC, true), TEN.plusSeconds(1)).after();
    var met = ReviewDecider.erase(answered, TEN.plusSeconds(2)).after();
    assertThat(met.clock().status(DUE.plusSeconds(9))).isEqualTo(SlaStatus.MET);
  }

  @Test
  void theUnhappyCustomersOfCompetitorsAreNotOursToAnswer() {
    assertThat(opened("riga-shop")).isNotNull();
    assertThat(opened("their-shop")).isNull();
  }

  private static Decision opened(String storefront) {
    var tagged = Given.tagged(Given.REVIEW, storefront, "c-1", 1, Label.NEGATIVE, 1, "bad", TEN);
    return DECIDER.open(tagged, ReviewDecider.Past.NONE, TEN);
  }

  @Test
  void anOldReviewOfAnotherPlatformOpensNoCaseAndANewOneDoes() {
    assertThat(imported(Channel.SOCIAL, Duration.ofDays(8))).isNotNull();
    assertThat(elsewhere(Duration.ofDays(8))).isNull();
    assertThat(elsewhere(Duration.ofDays(7))).isNotNull();
  }

  @Test
  void whatMayBeDoneOnAPlatformIsNoWordOfTheCustomersAndTheLatestIsKept() {
    var tagged = Given.tagged(1, Label.NEGATIVE, 1, "bad");
    var opened = DECIDER.open(tagged, ReviewDecider.Past.NONE, TEN);
    var source = new Source("Google", "https://business.google.com/reviews", null, false);
    var again = new ReviewTagged(tagged.review().from(source), 2, tagged.tags());
    var decision = DECIDER.revise(opened.after(), again, TEN);
    assertThat(decision.told()).isEmpty();
    assertThat(decision.after().content().review().source()).isEqualTo(source);
  }

  private static Decision elsewhere(Duration age) {
    var source = new Source("Google", null, Source.AnswerAt.PLATFORM, false);
    return DECIDER.open(
        new ReviewTagged(
            old(Channel.SOCIAL, age).from(source), 1, Given.tags(Label.NEGATIVE, false)),
        ReviewDecider.Past.NONE,
        TEN);
  }

  private static CaseFact.Cause opens(Label label, boolean mismatch) {
    var review = Given.tagged(1, label, 3, "text").review();
    var tagged = new ReviewTagged(review, 1, Given.tags(label, mismatch));
    var decision = DECIDER.open(tagged, ReviewDecider.Past.NONE, TEN);
    return decision == null
        ? null
        : ((CaseFact.CaseOpened) decision.told().getFirst().event().fact()).cause();
  }

  private static Decision imported(Channel channel, Duration age) {
    return DECIDER.open(
        new ReviewTagged(old(channel, age), 1, Given.tags(Label.NEGATIVE, false)),
        ReviewDecider.Past.NONE,
        TEN);
  }

  private static Review old(Channel channel, Duration age) {
    var r = Given.tagged(1, Label.NEGATIVE, 1, "bad").review();
    return new Review(
        r.id(),
        r.storefront(),
        r.externalId(),
        r.product(),
        null,
        null,
        channel,
        r.rating(),
        null,
        null,
        r.text(),
        null,
        null,
        TEN.minus(age),
        TEN);
  }
}
