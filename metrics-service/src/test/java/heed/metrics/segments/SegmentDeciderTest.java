package heed.metrics.segments;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Segment;
import heed.events.SegmentLeft;
import heed.metrics.segments.SegmentRow.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SegmentDeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final SegmentDecider decider = new SegmentDecider();
  private int made;

  /** A review so many days ago. */
  private Seen review(double daysAgo, Double rating, Integer nps, boolean negative) {
    var at = NOW.minusSeconds((long) (daysAgo * 86_400));
    var id = new UUID(0, ++made);
    return new Seen(id, at, at, "o-" + made, rating, nps, negative, null, null);
  }

  private Seen stars(double daysAgo, double stars) {
    return review(daysAgo, stars, null, stars <= 2);
  }

  private static Seen ofOrder(Seen r, String order) {
    return new Seen(
        r.reviewId(), r.at(), r.receivedAt(), order, r.rating(), r.nps(), r.negative(), null, null);
  }

  private static Seen breached(Seen r, UUID caseId) {
    return new Seen(
        r.reviewId(),
        r.at(),
        r.receivedAt(),
        r.order(),
        r.rating(),
        r.nps(),
        r.negative(),
        caseId,
        null);
  }

  private static Seen saying(Seen r, Boolean consent) {
    return new Seen(
        r.reviewId(),
        r.at(),
        r.receivedAt(),
        r.order(),
        r.rating(),
        r.nps(),
        r.negative(),
        null,
        consent);
  }

  private Segment segment(Seen... reviews) {
    return decider.decide(List.of(reviews), NOW).segment();
  }

  private List<Rule> rules(Seen... reviews) {
    return decider.decide(List.of(reviews), NOW).why().stream().map(Reason::rule).toList();
  }

  @Test
  void theFirstReviewMakesSomebodyNew() {
    assertThat(segment(stars(1, 4))).isEqualTo(Segment.NEW);
    assertThat(segment(review(1, null, 10, false))).isEqualTo(Segment.NEW);
    assertThat(segment(stars(1, 5))).isEqualTo(Segment.NEW);
  }

  @Test
  void twoOrdersAndAHighMeanMakeHimLoyal() {
    assertThat(segment(stars(1, 5), stars(9, 4))).isEqualTo(Segment.LOYAL);
    assertThat(segment(stars(1, 4), stars(9, 4))).isNull();
    assertThat(rules(stars(1, 5), stars(9, 4))).containsExactly(Rule.HIGH_MEAN);
  }

  @Test
  void twoOrdersAndARecommendationDoAsWell() {
    assertThat(rules(review(1, null, 9, false), stars(9, 4))).containsExactly(Rule.PROMOTER);
    assertThat(segment(review(1, null, 8, false), stars(9, 4))).isNull();
  }

  @Test
  void twoReviewsOfOneOrderAreOneOrder() {
    assertThat(segment(ofOrder(stars(1, 5), "a"), ofOrder(stars(1, 5), "a"))).isNull();
    assertThat(segment(ofOrder(stars(1, 5), "a"), ofOrder(stars(1, 5), "b")))
        .isEqualTo(Segment.LOYAL);
    assertThat(segment(ofOrder(stars(1, 5), null), ofOrder(stars(1.01, 5), null))).isNull();
    assertThat(segment(ofOrder(stars(1, 5), null), ofOrder(stars(9, 5), null)))
        .isEqualTo(Segment.LOYAL);
  }

  @Test
  void aDetractorIsAtRiskAndTheLatestAnswerCounts() {
    assertThat(segment(review(1, null, 6, false))).isEqualTo(Segment.AT_RISK);
    assertThat(segment(review(1, 5.0, 6, false), review(9, 5.0, 10, false)))
        .isEqualTo(Segment.AT_RISK);
    assertThat(segment(review(1, 5.0, 10, false), review(9, 5.0, 2, false)))
        .isEqualTo(Segment.LOYAL);
  }

  @Test
  void twoNegativesAreARiskForNinetyDays() {
    assertThat(rules(stars(1, 2), stars(89, 2))).containsExactly(Rule.TWO_NEGATIVES);
    assertThat(segment(stars(1, 2), stars(90, 2))).isNull();
    var standing = decider.decide(List.of(stars(1, 2), stars(89, 2)), NOW);
    assertThat(standing.until()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void aFallOfThreePointsIsARisk() {
    assertThat(rules(stars(1, 2), stars(9, 5))).containsExactly(Rule.FALL);
    assertThat(segment(stars(1, 3), stars(9, 5))).isNull();
    assertThat(segment(stars(1, 5), stars(9, 2))).isNull();
  }

  @Test
  void aBreachedCaseThatIsNotResolvedOutweighsAllElse() {
    var caseId = UUID.randomUUID();
    var standing = decider.decide(List.of(breached(stars(300, 5), caseId), stars(400, 5)), NOW);
    assertThat(standing.segment()).isEqualTo(Segment.AT_RISK);
    assertThat(standing.why().getFirst().caseId()).isEqualTo(caseId);
  }

  @Test
  void riskComesBeforeLoyalty() {
    assertThat(segment(review(1, 5.0, 3, false), stars(9, 5))).isEqualTo(Segment.AT_RISK);
  }

  @Test
  void halfAYearOfSilenceAfterTwoReviewsIsALapse() {
    assertThat(segment(stars(180, 5), stars(190, 5))).isEqualTo(Segment.LAPSED);
    assertThat(segment(stars(179.9, 5), stars(190, 5))).isEqualTo(Segment.LOYAL);
    assertThat(segment(stars(500, 5))).isEqualTo(Segment.NEW);
    assertThat(segment(review(200, 1.0, 0, true), stars(201, 1))).isEqualTo(Segment.LAPSED);
  }

  @Test
  void nobodyWithoutReviewsIsInASegment() {
    assertThat(segment()).isNull();
  }

  @Test
  void aNoHoldsUntilALaterYes() {
    var no = saying(stars(5, 5), false);
    var yes = saying(stars(2, 5), true);
    var before = saying(stars(9, 5), true);
    assertThat(Consent.of(List.of(no), null)).isEqualTo(Consent.REFUSED);
    assertThat(Consent.of(List.of(no, before), null)).isEqualTo(Consent.REFUSED);
    assertThat(Consent.of(List.of(no, yes), null)).isEqualTo(Consent.GIVEN);
    assertThat(Consent.of(List.of(stars(1, 5)), null)).isEqualTo(Consent.NOT_SAID);
    assertThat(Consent.of(List.of(before), no.receivedAt())).isEqualTo(Consent.REFUSED);
    assertThat(Consent.NOT_SAID.allows(true)).isFalse();
    assertThat(Consent.NOT_SAID.allows(false)).isTrue();
  }

  @Test
  void aMoveIsTellingOfTheOldAndTheNew() {
    var row = new SegmentRow("shop", "c", Segment.NEW, NOW, Segment.NEW, null, NOW);
    var reviews = List.of(stars(1, 5), stars(9, 5));
    var moved = row.moved(reviews, decider.decide(reviews, NOW), false, NOW);
    assertThat(moved.tellings())
        .containsExactly(
            new Telling.Left(Segment.NEW, SegmentLeft.Reason.CHANGED),
            new Telling.Entered(Segment.LOYAL, List.of("HIGH_MEAN")));
    assertThat(moved.row().moved(reviews, decider.decide(reviews, NOW), false, NOW).tellings())
        .isEmpty();
  }

  @Test
  void aNoIsTheLastThatIsTold() {
    var row = new SegmentRow("shop", "c", Segment.NEW, NOW, Segment.NEW, null, NOW);
    var reviews = List.of(saying(stars(1, 5), false), stars(9, 5));
    var moved = row.moved(reviews, decider.decide(reviews, NOW), false, NOW);
    assertThat(moved.tellings())
        .containsExactly(new Telling.Left(Segment.NEW, SegmentLeft.Reason.CONSENT));
    assertThat(moved.row().segment()).isEqualTo(Segment.LOYAL);
    assertThat(moved.row().told()).isNull();
    // His review is erased: that he said no is not forgotten with it.
    var later = List.of(stars(9, 5));
    assertThat(moved.row().moved(later, decider.decide(later, NOW), false, NOW).tellings())
        .isEmpty();
  }

  @Property(tries = 500)
  void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
    var reviews = some(new Random(seed));
    var shuffled = new ArrayList<>(reviews);
    Collections.shuffle(shuffled, new Random(~seed));
    assertThat(decider.decide(shuffled, NOW)).isEqualTo(decider.decide(reviews, NOW));
  }

  @Property(tries = 500)
  void untilTimeIsSaidToMatterItDoesNot(@ForAll long seed) {
    var random = new Random(seed);
    var reviews = some(random);
    var standing = decider.decide(reviews, NOW);
    var end = standing.until() == null ? NOW.plus(Duration.ofDays(900)) : standing.until();
    var seconds = Duration.between(NOW, end).toSeconds();
    for (var i = 0; i < 20; i++) {
      var at = NOW.plusSeconds(random.nextLong(Math.max(1, seconds)));
      assertThat(decider.decide(reviews, at).segment()).isEqualTo(standing.segment());
    }
  }

  @Property(tries = 500)
  void whatIsToldAddsUpToWhereHeStands(@ForAll long seed) {
    var random = new Random(seed);
    var row = new SegmentRow("shop", "c", null, null, null, null, NOW);
    Segment heard = null;
    for (var step = 0; step < 12; step++) {
      var reviews = some(random);
      var moved = row.moved(reviews, decider.decide(reviews, NOW), random.nextBoolean(), NOW);
      for (var telling : moved.tellings()) {
        switch (telling) {
          case Telling.Left left -> {
            assertThat(left.segment()).isEqualTo(heard);
            heard = null;
          }
          case Telling.Entered entered -> {
            assertThat(heard).isNull();
            heard = entered.segment();
          }
        }
      }
      row = moved.row();
      assertThat(heard).isEqualTo(row.told());
    }
  }

  private List<Seen> some(Random random) {
    var reviews = new ArrayList<Seen>();
    for (var i = random.nextInt(6); i > 0; i--) {
      var rating = random.nextInt(4) == 0 ? null : 1.0 + random.nextInt(5);
      var nps = random.nextInt(3) == 0 ? random.nextInt(11) : null;
      var one = review(random.nextInt(400), rating, nps, random.nextInt(3) == 0);
      reviews.add(
          random.nextInt(4) == 0 ? saying(one, random.nextBoolean()) : ofOrder(one, "o" + i % 3));
    }
    return reviews;
  }
}
