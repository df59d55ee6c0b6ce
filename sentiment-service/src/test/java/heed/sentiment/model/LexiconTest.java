package heed.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LexiconTest {
  private static final Set<String> PRAISE = Set.of("positive", "praise");
  private static final Set<String> COMPLAINT = Set.of("negative", "outrage");

  static List<String> languages() {
    return Languages.COVERED;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noWordIsPraiseAndComplaint(String language) {
    Map<String, Set<String>> sections = new HashMap<>();
    Lexicon.readSections(
        language, (s, item) -> sections.computeIfAbsent(s, k -> new HashSet<>()).add(item));

    for (var praise : PRAISE) {
      for (var complaint : COMPLAINT) {
        assertThat(sections.get(praise)).doesNotContainAnyElementsOf(sections.get(complaint));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everySectionThatTheModelAsksForIsThere(String language) {
    Set<String> sections = new HashSet<>();
    Lexicon.readSections(language, (section, item) -> sections.add(section));

    assertThat(sections)
        .contains("positive", "praise", "negative", "outrage", "negation", "contrast", "common")
        .contains("aspect.DELIVERY", "aspect.PACKAGING", "aspect.PRICE", "aspect.QUALITY")
        .contains("aspect.FIT", "aspect.USABILITY", "aspect.SUPPORT", "aspect.RETURNS")
        .contains("aspect.WEBSITE", "aspect.PAYMENT", "urgent.safety", "urgent.legal")
        .contains("urgent.payment", "urgent.undelivered", "urgent.repeated")
        .contains("joining", "intensifier", "diminisher", "aspect.OTHER");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyAlarmSoundsWhenItsWordsAreReadAlone(String language) {
    var lexicon = Lexicon.load(language);
    List<String> silent = new ArrayList<>();
    Lexicon.readSections(
        language,
        (section, item) -> {
          if (section.startsWith("urgent.")) {
            var scan = new Scan().of(item.replace("'_", "'").replace("_", " ").replace("*", ""));
            var meanings = new int[scan.size() + 1];
            lexicon.read(scan, meanings);
            if (Arrays.stream(meanings).noneMatch(m -> Meaning.has(m, Meaning.named(section)))) {
              silent.add(item);
            }
          }
        });

    assertThat(silent).isEmpty();
  }

  @Test
  void aPhraseInTwoSectionsHasBothMeanings() {
    assertThat(meaning("es", "no llegó")).matches(m -> Meaning.has(m, Meaning.NEGATIVE));
    assertThat(meaning("es", "no llegó"))
        .matches(m -> Meaning.has(m, Meaning.alarm(Alarm.UNDELIVERED)));
  }

  @Test
  void anElidedWordIsAWordOfItsOwnInAPhraseToo() {
    assertThat(meaning("fr", "n'hésitez pas")).matches(m -> Meaning.has(m, Meaning.POSITIVE));
    assertThat(meaning("fr", "N’HESITEZ PAS")).matches(m -> Meaning.has(m, Meaning.POSITIVE));
  }

  @Test
  void aPhraseThatOnlyRaisesAnAlarmLeavesItsWordsTheirTone() {
    var scan = new Scan().of("broken glass");
    var tone = new Tone().of(scan, Lexicon.load("en"));

    assertThat(AspectReader.alarms(scan, tone)).contains(Alarm.SAFETY);
    assertThat(tone.sum(0, scan.size())).isNegative();
  }

  private static int meaning(String language, String words) {
    var scan = new Scan().of(words);
    var meanings = new int[scan.size()];
    Lexicon.load(language).read(scan, meanings);
    return meanings[0];
  }
}
