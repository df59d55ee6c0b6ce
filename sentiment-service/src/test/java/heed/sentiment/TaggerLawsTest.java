package heed.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.EventJson;
import heed.events.Rating;
import heed.events.Rating.Scale;
import heed.events.Tags;
import heed.events.Tags.Label;
import heed.sentiment.model.LinearModel;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TaggerLawsTest {
  private static final Tagger TAGGER = new Tagger(LinearModel.shipped());

  /** Any UTF-16, lone surrogates too, mixed with what reviews are made of. */
  @Provide
  Arbitrary<String> texts() {
    var anything = Arbitraries.strings().all().ofMaxLength(200);
    var words =
        Arbitraries.of(
                "not",
                "terrible",
                "delivery",
                "bet",
                "piegāde",
                "slikta",
                "ne",
                "odlično",
                "aber",
                "schlecht",
                "nicht",
                "😡",
                ":)",
                "<b>",
                "&amp;",
                "http://x.y",
                "@me",
                ".",
                ", ",
                "\n",
                "l'",
                "Z̴̡a̷l̶g̵o̷",
                "’",
                "-",
                "soooo",
                "ĀČĒ",
                "123",
                "\u200d",
                "!!!")
            .list()
            .ofMaxSize(40)
            .map(l -> String.join(" ", l));
    return Combinators.combine(anything, words).as((a, b) -> a + " " + b + a);
  }

  @Property(tries = 500)
  void neverThrowsAndQuotesWhatIsThere(@ForAll("texts") String text) {
    var tags = TAGGER.tag(null, text, null, null, null);

    assertThat(tags.aspects()).allSatisfy(a -> assertThat(text).contains(a.quote()));
    assertThat(EventJson.write(tags)).isNotEmpty();
  }

  @Property(tries = 200)
  void quotesComeFromTitleOrTextAndNeverSpanBoth(
      @ForAll("texts") String title, @ForAll("texts") String text) {
    var tags = TAGGER.tag(title, text, "en", null, null);

    assertThat(tags.aspects()).allMatch(a -> title.contains(a.quote()) || text.contains(a.quote()));
  }

  @Property(tries = 200)
  void sameInputSameTags(@ForAll("texts") String text) {
    assertThat(TAGGER.tag(null, text, null, null, null))
        .isEqualTo(new Tagger(LinearModel.shipped()).tag(null, text, null, null, null));
  }

  @Property(tries = 300)
  void theScoreHasTheSignOfTheLabelAndARatingDecidesAtTheEnds(
      @ForAll("texts") String text, @ForAll("ratings") Rating rating) {
    var sentiment = TAGGER.tag(null, text, null, rating, null).sentiment();

    assertThat(sentiment).isNotNull();
    var given = Given.of(rating, null).label();
    if (given != Label.NEUTRAL) {
      assertThat(sentiment.label()).isEqualTo(given);
      assertThat(Math.signum(sentiment.score())).isEqualTo(given == Label.POSITIVE ? 1 : -1);
    }
    assertThat(sentiment.mismatch() && sentiment.basis() != Tags.Basis.BOTH).isFalse();
  }

  @Provide
  Arbitrary<Rating> ratings() {
    return Arbitraries.of(Scale.class)
        .flatMap(s -> Arbitraries.integers().between(s.min(), s.max()).map(v -> new Rating(s, v)));
  }

  @Example
  void tenThousandCharactersOfAnyKindAreReadAtOnce() {
    for (var unit :
        new String[] {
          "<", "a", "not bad but ", "l'", "😡", "&", "a.", "e\u0301\u0301", "но,", "a,", "o,", "y "
        }) {
      var text = unit.repeat(9_980 / unit.length()) + " хорошо super geras";
      assertThat(quickestOfFive(text)).as(unit).isLessThan(Duration.ofMillis(300));
    }
  }

  /** The quickest tells what the text costs; the others tell what else the machine was doing. */
  private static Duration quickestOfFive(String text) {
    var quickest = Long.MAX_VALUE;
    for (var i = 0; i < 5; i++) {
      var start = System.nanoTime();
      TAGGER.tag(null, text, null, null, null);
      quickest = Math.min(quickest, System.nanoTime() - start);
    }
    return Duration.ofNanos(quickest);
  }
}
