package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import heed.events.Tags.Label;
import heed.sentiment.model.Head;
import heed.sentiment.model.Heads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromotionTest {
  private static final Head SHIPPED = Heads.shipped().of("en");

  private static List<ShopSample> stream(int size, long seed, boolean random) {
    var jargon = new Jargon(seed);
    var stars = new Random(seed);
    return IntStream.range(0, size)
        .mapToObj(
            i -> {
              var told = jargon.label();
              var pressed = stars.nextBoolean() ? Label.POSITIVE : Label.NEGATIVE;
              return Taught.sample(i, random ? pressed : told, null, jargon.text(told));
            })
        .toList();
  }

  @Test
  void promotesWhatForetellsTheShopsStars() {
    var candidate = Candidate.of(stream(500, 1, false), SHIPPED, SHIPPED);
    assertThat(candidate.figures().polarAccuracy()).isGreaterThan(0.95);
    assertThat(Promotion.promotes(candidate.figures())).isTrue();
  }

  @Test
  void neverPromotesWhatWasTaughtByRandomStars() {
    for (var seed = 0; seed < 50; seed++) {
      var stream = stream(400, seed, true);
      var candidate = Candidate.of(stream, SHIPPED, SHIPPED);
      assertThat(Candidate.possible(stream)).isTrue();
      assertThat(Promotion.promotes(candidate.figures())).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void neverPromotesTheSameAgain() {
    var stream = stream(500, 1, false);
    var first = Candidate.of(stream, SHIPPED, SHIPPED);
    var again = Candidate.of(stream, SHIPPED, first.head());
    assertThat(Promotion.promotes(again.figures())).isFalse();
  }

  @Test
  void asksForEnoughOfBothClasses() {
    assertThat(Candidate.possible(stream(500, 1, false))).isTrue();
    assertThat(Candidate.possible(stream(120, 1, false))).isFalse();
    assertThat(Promotion.promotes(figures(19, 100, 0))).isFalse();
    assertThat(Promotion.promotes(figures(20, 100, 0))).isTrue();
  }

  @Test
  void asksForMoreThanLuck() {
    assertThat(Promotion.promotes(figures(40, 5, 0))).isFalse();
    assertThat(Promotion.promotes(figures(40, 6, 0))).isTrue();
    assertThat(Promotion.promotes(figures(40, 12, 6))).isFalse();
  }

  @Test
  void aHeadThatPraisesEverythingIsNotGood() {
    var answers = new ArrayList<Promotion.Answer>();
    answers.addAll(Collections.nCopies(20, new Promotion.Answer(Label.NEGATIVE, false, false)));
    answers.addAll(Collections.nCopies(200, new Promotion.Answer(Label.POSITIVE, false, true)));
    assertThat(Promotion.figures(answers).polarAccuracy()).isEqualTo(0.5);
    assertThat(Promotion.promotes(Promotion.figures(answers))).isFalse();
  }

  @Test
  void countsLuckExactly() {
    assertThat(Promotion.atLeast(0, 0)).isEqualTo(1);
    assertThat(Promotion.atLeast(5, 5)).isCloseTo(1 / 32.0, within(1e-12));
    assertThat(Promotion.atLeast(3, 4)).isCloseTo(5 / 16.0, within(1e-12));
  }

  /** All right but what is told: gained by the candidate, or lost. */
  private static Figures figures(int perClass, int gained, int lost) {
    var answers = new ArrayList<Promotion.Answer>();
    for (var i = 0; i < perClass; i++) {
      answers.add(new Promotion.Answer(Label.NEGATIVE, true, true));
      answers.add(new Promotion.Answer(Label.POSITIVE, true, true));
    }
    for (var i = 0; i < gained; i++) {
      answers.set(2 * (i % perClass), new Promotion.Answer(Label.NEGATIVE, false, true));
    }
    for (var i = 0; i < lost; i++) {
      answers.set(2 * i + 1, new Promotion.Answer(Label.POSITIVE, true, false));
    }
    return Promotion.figures(answers);
  }
}
