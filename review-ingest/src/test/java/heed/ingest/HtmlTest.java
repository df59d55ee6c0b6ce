package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HtmlTest {
  @Property(tries = 300)
  void whateverIsPutInIsTextAndNothingElse(@ForAll String text) {
    var page = Html.of("p", text).with("title", text).document();
    var inside = page.replaceFirst("^<!doctype html><p title=\"", "").replaceFirst("</p>$", "");
    assertThat(inside.replaceFirst("\">", "")).doesNotContain("<", ">", "\"", "'", "\0");
  }

  @Example
  void markupInATextIsShownAsItWasWritten() {
    assertThat(Html.of("p", "<b onclick='x'>\"&amp;").document())
        .isEqualTo("<!doctype html><p>&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;amp;</p>");
  }

  @Example
  void theFirstLineBreakOfAnAreaIsNotLost() {
    assertThat(Html.of("textarea", "\nsecond line").document())
        .endsWith(">\n\nsecond line</textarea>");
  }

  @Example
  void aProgramAStyleOrAnAddressElsewhereHasNoPlaceInAPage() {
    assertThatThrownBy(() -> Html.of("p").with("onclick", "x")).hasMessageContaining("onclick");
    assertThatThrownBy(() -> Html.of("p").with("style", "x")).hasMessageContaining("style");
    for (var address :
        new String[] {"javascript:x", "https://evil.example", "//evil.example", ""}) {
      assertThatThrownBy(() -> Html.of("a").with("href", address)).hasMessageContaining("href");
    }
    assertThatThrownBy(() -> Html.of("p><script")).hasMessageContaining("no name");
  }
}
