package heed.sentiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import heed.events.Tags.Urgency;
import heed.sentiment.model.Languages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own reviews are in form and in balance, language by language. */
class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");
  private static final int LEAST = 300;

  private static final int SHORT = 60;
  private static final int LONG = 160;

  static List<String> languages() {
    return Corpus.languages(CORPUS);
  }

  @Test
  void everyCoveredLanguageHasReviewsOfOurOwn() {
    assertThat(languages()).isEqualTo(Languages.COVERED);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void holdsEnoughReviewsAndNoneTwice(String language) throws IOException {
    var texts = Corpus.own(CORPUS, language).texts();
    var seen = new HashSet<String>();

    assertThat(texts).hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(texts).allMatch(t -> seen.add(t.text().strip().toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyQuoteIsASpanOfItsText(String language) throws IOException {
    for (var text : Corpus.own(CORPUS, language).texts()) {
      assertThat(text.aspects())
          .allSatisfy(aspect -> assertThat(text.text()).contains(aspect.quote()));
      assertThat(text.stars()).isBetween(0, 5);
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noLabelChannelUrgencyLengthOrAspectIsLeftOut(String language) throws IOException {
    var texts = Corpus.own(CORPUS, language).texts();

    for (var label : Label.values()) {
      assertThat(texts).filteredOn(t -> t.label() == label).hasSizeGreaterThanOrEqualTo(LEAST / 6);
    }
    for (var channel : Channel.values()) {
      assertThat(texts).filteredOn(t -> t.channel() == channel).hasSizeGreaterThanOrEqualTo(10);
    }
    for (var urgency : Urgency.values()) {
      assertThat(texts).filteredOn(t -> t.urgency() == urgency).hasSizeGreaterThanOrEqualTo(12);
    }
    assertThat(texts).filteredOn(t -> t.text().length() < SHORT).hasSizeGreaterThanOrEqualTo(40);
    assertThat(texts).filteredOn(t -> t.text().length() >= LONG).hasSizeGreaterThanOrEqualTo(40);
    for (var aspect : Aspect.values()) {
      assertThat(texts)
          .filteredOn(t -> t.aspects().stream().anyMatch(a -> a.aspect() == aspect))
          .as(aspect.name())
          .hasSizeGreaterThanOrEqualTo(aspect == Aspect.OTHER ? 1 : 8);
    }
  }
}
