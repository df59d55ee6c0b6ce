package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterHtmlTest {
  private static final String FORM = "https://reviews.example/r/abc";
  private static final String PLACEHOLDER = "\\{[a-z]+}";
  private static final String NO = "https://reviews.example/u/abc";

  private static String written(String template, String customer) {
    var values =
        Map.of("product", "Tea & <Co>", "storefront", "Shop", "link", FORM, "unsubscribe", NO);
    return LetterHtml.of("en", "How was \"it\"?", template, customer, values);
  }

  @Test
  void theLineBeforeALinkIsWhatTheLinkIsCalled() {
    var page = written("Hello {customer},\n\nWrite your review here:\n{link}", "Anna");
    assertThat(page)
        .contains("Hello Anna,</p>")
        .contains("<a href=\"" + FORM + "\"")
        .contains(">Write your review here</a>")
        .doesNotContain(">" + FORM)
        .doesNotContainPattern(PLACEHOLDER);
  }

  @Test
  void ofSeveralSentencesBeforeALinkItIsTheLast() {
    var page = written("-- \nYou get this once. No more of these:\n{unsubscribe}", null);
    assertThat(page)
        .contains("You get this once.<br>")
        .containsPattern("<a href=\"" + NO + "\" [^>]*>No more of these</a>");
  }

  @Test
  void aLinkWithoutALineOrWithinOneIsCalledByItsHost() {
    assertThat(written("{link}\n\nor {unsubscribe} now", null))
        .contains(">reviews.example</a></p>")
        .containsPattern("or <a href=\"" + NO + "\" [^>]*>reviews.example</a> now");
  }

  @Test
  void whatPeopleAndShopsWroteIsTextAndNeverAPage() {
    var page = written("{product}: <b>bold</b>, {customer}\n{nobody}", "<i>Eve</i> {link}");
    assertThat(page)
        .contains("Tea &amp; &lt;Co&gt;: &lt;b&gt;bold&lt;/b&gt;, &lt;i&gt;Eve&lt;/i&gt; {link}")
        .contains("<title>How was &quot;it&quot;?</title>")
        .doesNotContain("<b>", "<i>", "<img", "http://", "url(");
  }

  @ParameterizedTest
  @CsvSource({"invitation", "reminder"})
  void everyLetterThatShipsHasItsButtonAndItsNoInWords(String kind) {
    for (var language : LetterKind.LANGUAGES) {
      var text = Texts.load("letters_" + language).getProperty(kind + ".text");
      assertThat(written(text, null))
          .as(language)
          .doesNotContain(">reviews.example<", ":</a>", ">" + FORM, ">" + NO)
          .doesNotContainPattern(PLACEHOLDER)
          .contains("border-radius")
          .containsPattern("<a href=\"" + NO + "\" [^>]*>[^<]{5,40}</a>");
    }
  }
}
