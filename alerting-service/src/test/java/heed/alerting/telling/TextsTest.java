package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.EventType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @ParameterizedTest
  @ValueSource(strings = {"lv", "sl", "de"})
  void everyLanguageSaysTheSameThings(String language) {
    assertThat(placeholders("texts_" + language)).isEqualTo(placeholders("texts_en"));
    assertThat(placeholders("templates_" + language)).isEqualTo(placeholders("templates_en"));
  }

  @Test
  void everythingThatPeopleAreToldHasWords() {
    for (var type : NoticeDecider.ALARMING) {
      assertThat(Texts.of("en").has(type.shortName())).as(type.shortName()).isTrue();
    }
    assertThat(Texts.of("en").has(EventType.CASE_ASSIGNED.shortName())).isTrue();
    assertThat(Texts.of("en").has(EventType.CASE_REVISED.shortName())).isTrue();
  }

  @Test
  void aLanguageThatIsNotSpokenIsEnglishAndRegionsDoNotMatter() {
    assertThat(Texts.of("de-AT")).isSameAs(Texts.of("de"));
    assertThat(Texts.of("fr")).isSameAs(Texts.of("en"));
    assertThat(Texts.of(null)).isSameAs(Texts.of("en"));
  }

  @Test
  void whatIsFilledInIsNotLookedAtAgain() {
    assertThat(Filled.in("{product} of {agent}", Map.of("product", "{agent} $1", "agent", "Bo")))
        .isEqualTo("{agent} $1 of Bo");
  }

  @Test
  void whoHasNoNameIsGreetedWithoutOne() {
    assertThat(Greeting.in("Hello {customer},", null, Map.of())).isEqualTo("Hello,");
    assertThat(Greeting.in("Sveiki, {customer}!", " ", Map.of())).isEqualTo("Sveiki!");
    assertThat(Greeting.in("Guten Tag {customer},", "Anna", Map.of())).isEqualTo("Guten Tag Anna,");
  }

  @Test
  void templatesOfferNoRewardAndShipInEveryLanguage() {
    var shipped = ReplyTemplate.shipped();
    assertThat(shipped)
        .hasSize(4 * 4 + 15 * 2)
        .extracting(ReplyTemplate::id)
        .doesNotHaveDuplicates();
    assertThat(shipped)
        .allSatisfy(
            t -> {
              assertThat(t.text())
                  .contains("{customer}", "{product}")
                  .contains(
                      t.kind() == LetterKind.REPLY
                          ? List.of("{agent}", "?")
                          : List.of("{link}", "{unsubscribe}", "{storefront}"));
              assertThat(t.text().toLowerCase(java.util.Locale.ROOT))
                  .doesNotContain(
                      "voucher", "discount", "gutschein", "rabatt", "atlaide", "popust");
            });
  }

  @Test
  void aChatIsNotCalledOutInBySomebodysProduct() {
    var lines = java.util.List.of("New case: <!channel> @all *x* [y](z)");
    assertThat(ChatText.write(Medium.SLACK, lines, "https://h/1", "Open"))
        .contains("&lt;!channel&gt;", "<https://h/1|Open>");
    assertThat(ChatText.write(Medium.MATTERMOST, lines, null, "")).doesNotContain("@all", "[y](z)");
    assertThat(ChatText.write(Medium.TEAMS, lines, "https://h/1", "Open"))
        .contains("Action.OpenUrl", "AdaptiveCard");
  }

  private static Map<String, TreeSet<String>> placeholders(String name) {
    var all = new TreeMap<String, TreeSet<String>>();
    Texts.load(name)
        .forEach(
            (key, text) ->
                all.put(
                    key.toString(),
                    Filled.PLACEHOLDER
                        .matcher(text.toString())
                        .results()
                        .map(MatchResult::group)
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new))));
    return all;
  }
}
