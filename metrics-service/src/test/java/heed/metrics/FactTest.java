package heed.metrics;

import static heed.metrics.Given.NOON;
import static heed.metrics.Given.review;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The decider: what is stored and an event in, what is stored and the difference out. */
class FactTest {
  private static final Given ANNA = review("riga", "a").by("anna").stars(1, Label.NEGATIVE).nps(3);

  @Test
  void theSameEventTwiceIsOnce() {
    var once = after(ANNA.tagged(10));
    assertThat(after(ANNA.tagged(10), ANNA.tagged(10))).isEqualTo(once);
  }

  @Test
  void equalContentOnlyRaisesTheRevision() {
    var again = ANNA.received(NOON.plusSeconds(9));
    var fact = after(ANNA.tagged(10), again.tagged(12));
    assertThat(fact.review().revision()).isEqualTo(12);
    assertThat(fact.review().content()).isEqualTo(after(ANNA.tagged(10)).review().content());
    assertThat(difference(after(ANNA.tagged(10)), fact)).isEmpty();
  }

  @Test
  void anEditTakesTheOldRatingOutAndPutsTheNewOneIn() {
    var before = after(ANNA.tagged(10));
    var edited = ANNA.stars(4, Label.POSITIVE);
    var difference = difference(before, after(ANNA.tagged(10), edited.tagged(11)));
    assertThat(difference.values())
        .containsExactly(
            new Counts()
                .add(Measure.STARS_1, -1)
                .add(Measure.STARS_4, 1)
                .add(Measure.NEGATIVE, -1)
                .add(Measure.POSITIVE, 1));
  }

  @Test
  void anEditedReviewKeepsItsPlaceInTime() {
    var later = ANNA.stars(5, Label.POSITIVE).received(NOON.plus(Duration.ofDays(3)));
    var fact = after(ANNA.tagged(10), later.tagged(11));
    assertThat(fact.review().place().placedAt()).isEqualTo(NOON);
    assertThat(fact.review().receivedAt()).isEqualTo(NOON.plus(Duration.ofDays(3)));
  }

  @Test
  void aReviewBelongsToWhenItWasSubmittedElseReceived() {
    var submitted = ANNA.submitted(NOON.minusSeconds(7200));
    assertThat(after(submitted.tagged(1)).review().place().placedAt())
        .isEqualTo(NOON.minusSeconds(7200));
    assertThat(after(ANNA.tagged(1)).review().place().placedAt()).isEqualTo(NOON);
  }

  @Test
  void anErasedReviewLeavesNothingButItsNumber() {
    var fact = after(ANNA.tagged(10), ANNA.erased(12));
    assertThat(fact.review()).isNull();
    assertThat(fact.erasedRevision()).isEqualTo(12);
    assertThat(difference(Fact.unknown("riga", ANNA.id()), fact)).isEmpty();
  }

  @Test
  void anErasedReviewIsRefusedUntilItIsPostedAnew() {
    var erased = after(ANNA.tagged(10), ANNA.erased(12));
    assertThat(erased.tagged(ANNA.event(10), null)).isEqualTo(erased);
    assertThat(erased.tagged(ANNA.event(12), null)).isEqualTo(erased);
    var anew = ANNA.received(NOON.plus(Duration.ofDays(1)));
    assertThat(erased.tagged(anew.event(13), null).review().place().placedAt())
        .isEqualTo(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void anErasedReviewStaysGoneEvenIfItsOldRecordIsAppendedToTheLogAgain() {
    var erased = after(ANNA.tagged(10), ANNA.erased(12));
    assertThat(erased.tagged(ANNA.event(40), null)).isEqualTo(erased);
  }

  @Test
  void anErasureThatComesLateLeavesTheReviewThatWasPostedAfterIt() {
    var anew = ANNA.received(NOON.plus(Duration.ofDays(1)));
    var inOrder = after(ANNA.tagged(10), ANNA.erased(12), anew.tagged(13));
    assertThat(after(ANNA.tagged(10), anew.tagged(13), ANNA.erased(12))).isEqualTo(inOrder);
  }

  @Test
  void anErasedCustomersReviewsAreRefusedInWhateverOrderTheyCome() {
    var erasure = Given.customerErased("riga", "anna", NOON);
    assertThat(after(ANNA.tagged(10), erasure).review()).isNull();
    assertThat(after(erasure, ANNA.tagged(10)).review()).isNull();
    assertThat(after(erasure, ANNA.tagged(10))).isEqualTo(after(ANNA.tagged(10), erasure));
  }

  @Test
  void anEarlierRevisionThatDidNotNameTheErasedCustomerDoesNotBringTheReviewBack() {
    var guest = review("riga", "a").received(NOON.minusSeconds(60));
    var erasure = Given.customerErased("riga", "anna", NOON);
    assertThat(after(guest.tagged(9), ANNA.tagged(10), erasure, guest.tagged(9)).review()).isNull();
    assertThat(after(erasure, guest.tagged(9), ANNA.tagged(10)).review()).isNull();
  }

  @Test
  void whatAnErasedCustomerWritesLaterIsWelcome() {
    var later = ANNA.received(NOON.plusMillis(1));
    var fact = after(ANNA.tagged(10), Given.customerErased("riga", "anna", NOON), later.tagged(11));
    assertThat(fact.review().content().customerId()).isEqualTo("anna");
    assertThat(fact.review().place().placedAt()).isEqualTo(NOON.plusMillis(1));
  }

  @Test
  void theErasureOfACustomerSparesNamesakesElsewhere() {
    var fact = after(ANNA.tagged(10), Given.customerErased("ljubljana", "anna", NOON));
    assertThat(fact.review()).isNotNull();
  }

  @Test
  void aCaseCountsOnceWhenItIsDecided() {
    var answered = NOON.plus(Duration.ofHours(3));
    var fact =
        after(
            ANNA.tagged(1),
            ANNA.opened(),
            ANNA.moved(4, Status.ANSWERED, SlaStatus.MET, answered, Recovery.POSSIBLE));
    var counted = difference(Fact.unknown("riga", ANNA.id()), fact);
    assertThat(counted.get(cell(answered)).get(Measure.MET)).isEqualTo(1);
    assertThat(counted.get(cell(NOON)).get(Measure.RUNNING)).isZero();
    assertThat(counted.get(cell(NOON)).response()).isEqualTo(new Share(1, 1));
    assertThat(counted.get(cell(NOON)).recovery()).isEqualTo(new Share(0, 1));
  }

  @Test
  void aBreachCountsAtTheDueTimeHoweverLateTheAnswer() {
    var due = NOON.plus(Duration.ofHours(24));
    var late = due.plus(Duration.ofHours(5));
    var fact =
        after(
            ANNA.opened(), ANNA.moved(5, Status.ANSWERED, SlaStatus.BREACHED, late, Recovery.NONE));
    var counted = difference(Fact.unknown("riga", ANNA.id()), fact);
    assertThat(counted.get(cell(due)).get(Measure.BREACHED)).isEqualTo(1);
    assertThat(counted).doesNotContainKey(cell(late));
  }

  @Test
  void anOlderCaseEventChangesNothing() {
    var answered =
        ANNA.moved(4, Status.ANSWERED, SlaStatus.MET, NOON.plusSeconds(60), Recovery.NONE);
    var fact = after(ANNA.opened(), answered);
    assertThat(after(ANNA.opened(), answered, ANNA.opened())).isEqualTo(fact);
    assertThat(after(answered, ANNA.opened())).isEqualTo(fact);
  }

  @Test
  void theOutcomeOfACaseOutlivesItsReviewWithoutAPerson() {
    var answered =
        ANNA.moved(4, Status.ANSWERED, SlaStatus.MET, NOON.plusSeconds(60), Recovery.NONE);
    var fact = after(ANNA.tagged(1), ANNA.opened(), answered, ANNA.erased(2));
    var tally = new Tally();
    tally.replace(Fact.unknown("riga", ANNA.id()), fact);
    var counted = tally.of(Grain.PRODUCT_DAY);
    assertThat(counted.values()).containsExactly(new Counts().add(Measure.MET, 1));
    assertThat(counted.keySet()).extracting(Cell::product).containsExactly("sku-1");
    assertThat(fact.toString()).doesNotContain("anna");
  }

  @Test
  void aCaseIsCountedWithItsReviewWhicheverIsHeardFirst() {
    assertThat(after(ANNA.opened(), ANNA.tagged(1)))
        .isEqualTo(after(ANNA.tagged(1), ANNA.opened()));
  }

  @Test
  void rollUpsSumWhatTheyCover() {
    var other = review("riga", "b").product("sku-2").received(NOON.plusSeconds(3 * 3600));
    var tally = new Tally();
    after(ANNA.tagged(1)).count(tally, 1);
    Fact.unknown("riga", other.id()).tagged(other.event(1), null).count(tally, 1);
    assertThat(tally.of(Grain.PRODUCT_DAY)).hasSize(2);
    for (var grain : Grain.values()) {
      if (grain != Grain.PRODUCT_DAY) {
        assertThat(tally.of(grain)).hasSize(grain.span() == ChronoUnit.DAYS ? 1 : 2);
      }
      assertThat(tally.of(grain).values().stream().mapToLong(c -> c.get(Measure.REVIEWS)).sum())
          .isEqualTo(2);
    }
  }

  @Provide
  Arbitrary<List<Integer>> orders() {
    return Arbitraries.shuffle(0, 1, 2, 3, 4, 5);
  }

  @Property
  void anyOrderOfRevisionsEndsEqual(
      @ForAll("orders") List<Integer> order, @ForAll @IntRange(max = 5) int repeated) {
    var revisions = new ArrayList<Heard>();
    for (var i = 0; i < 6; i++) {
      var label = i % 3 == 0 ? Label.NEGATIVE : Label.POSITIVE;
      var given = ANNA.stars(1 + i % 3, label).received(NOON.plusSeconds(i * 5000L));
      revisions.add((i == 3 ? given.submitted(NOON) : given).tagged(100 + i));
    }
    var shuffled = new ArrayList<>(order.stream().map(revisions::get).toList());
    shuffled.add(revisions.get(repeated));
    var expected = after(revisions.toArray(Heard[]::new));
    assertThat(after(shuffled.toArray(Heard[]::new))).isEqualTo(expected);
  }

  private static Cell cell(java.time.Instant at) {
    return Grain.HOUR.of(Cell.of("riga", "sku-1", "LV", Channel.STOREFRONT.name(), "lv", at));
  }

  private static Fact after(Heard... events) {
    var fold = new Fold(new TreeMap<>(), Map.of());
    for (var event : events) {
      fold.apply(event);
    }
    return fold.changed().getFirst();
  }

  private static Map<Cell, Counts> difference(Fact before, Fact after) {
    var tally = new Tally();
    tally.replace(before, after);
    return tally.of(Grain.HOUR);
  }
}
