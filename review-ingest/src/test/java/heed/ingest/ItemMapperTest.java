package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.Rating;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is odd is mapped where nothing is guessed, and else refused by the source's own name. */
class ItemMapperTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SourceMapping FORUM = forum();
  private static final SourceMapping TRUSTPILOT = InboundSources.shipped("trustpilot");

  private static SourceMapping forum() {
    try {
      var file = Path.of("src/test/resources/inbound/forum.yaml");
      return MappingFile.read("forum", file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<FieldError> errors(SourceMapping mapping, String json) {
    var outcome = Sending.outcomes(mapping, json).getFirst();
    return ((Outcome.Refused) outcome).errors();
  }

  @Test
  void aTableSaysTheStorefrontAndWordsTheThumbs() {
    var review =
        Sending.review(
            FORUM,
            """
            {"id": 7, "state": "live", "shop": 2, "thumb": "down", "words": "Nē.",
             "language": "lv_LV", "country": "lv", "at": 1763890000.25}
            """);
    assertThat(review.storefront()).isEqualTo("tartu-shop");
    assertThat(review.externalId()).isEqualTo("forum:7");
    assertThat(review.rating()).isEqualTo(new Rating(Rating.Scale.THUMBS, 0));
    assertThat(review.language()).isEqualTo("lv-LV");
    assertThat(review.country()).isEqualTo("LV");
    assertThat(review.submittedAt()).hasToString("2025-11-23T09:26:40.250Z");
    assertThat(review.product().id()).isEqualTo("forum");
  }

  @Test
  void whatTheMappingIgnoresIsNothing() {
    assertThat(Sending.outcomes(FORUM, "{\"id\": 7, \"state\": \"draft\", \"shop\": 1}"))
        .containsExactly(new Outcome.Nothing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"shop": 1, "words": "a"}                             | /externalId | externalId is missing
          {"id": {"a": 1}, "shop": 1, "words": "a"}             | /id         | externalId (/id) is an object or a list
          {"id": "", "shop": 1, "words": "a"}                   | /externalId | externalId is missing
          {"id": 1, "words": "a"}                               | /storefront | storefront is missing; the mapping or the configuration must say it
          {"id": 1, "shop": 3, "words": "a"}                    | /shop       | storefront (/shop) is "3", which the mapping's table does not know; it knows 1, 2
          {"id": 1, "shop": 1, "words": "a", "state": "lost"}   | /state      | the status is "lost", which the mapping does not know
          {"id": 1, "shop": 1, "words": "a\\u0000"}             | /words      | text (/words) holds the character NUL
          {"id": 1, "shop": 1, "words": ""}                     | ''          | rating, survey and text are missing
          {"id": 1, "shop": 1, "words": " \\u200b"}             | /words      | has nothing to see in it
          {"id": 1, "shop": 1, "words": ["a"]}                  | /words      | text (/words) is an object or a list
          {"id": 1, "shop": 1, "thumb": "UP"}                   | /thumb      | rating.value (/thumb) is "UP", which the mapping's table does not know; it knows up, down
          {"id": 1, "shop": 1, "words": "a", "at": "today"}     | /at         | submittedAt (/at) must be a date and time
          {"id": 1, "shop": 1, "words": "a", "at": 9999999999}  | /at         | submittedAt (/at) lies more than 5 minutes in the future
          {"id": 1, "shop": 1, "words": "a", "at": 1e999999999} | /at         | submittedAt (/at) must be a date and time
          {"id": 1, "shop": 1, "words": "a", "language": "xx"}  | /language   | language (/language) must be a BCP 47
          {"posts": [{"id": 1, "shop": 1, "words": "a", "country": "Q"}]} | /posts/0/country | country (/posts/0/country) must be
          {"id": 1, "shop": 3, "state": "gone"}                 | /shop       | storefront (/shop) is "3"
          """)
  void refusesByThePlaceInWhatWasSent(String json, String pointer, String detail) {
    var first = errors(FORUM, json).getFirst();
    assertThat(first.pointer()).isEqualTo(pointer);
    assertThat(first.detail()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "5.0, 5",
    "\"5\", 5",
    "\"5.00\", 5",
    "4.5, ",
    "\"five\", ",
    "0, ",
    "6, ",
    "true, "
  })
  void aRatingIsTakenAsItIsAndNeverRounded(String sent, Integer value) {
    var outcome =
        Sending.outcomes(TRUSTPILOT, "{\"id\": \"1\", \"stars\": " + sent + "}").getFirst();
    if (value == null) {
      assertThat(((Outcome.Refused) outcome).errors())
          .extracting(FieldError::pointer)
          .containsExactly("/stars");
    } else {
      assertThat(Sending.review(outcome).rating().value()).isEqualTo(value);
    }
  }

  @Test
  void starsAloneAreAReviewAndALinkThatIsNoneIsLeftOut() {
    var woo = InboundSources.shipped("woocommerce");
    var review =
        Sending.review(
            woo,
            """
            {"id": 1, "product_id": 2, "rating": 5, "review": "", "status": "approved",
             "product_permalink": "javascript:alert(1)"}
            """);
    assertThat(review.text()).isNull();
    assertThat(review.source().url()).isNull();
  }

  @Test
  void aPlaceWithoutAReviewIsNamed() {
    var trial = "{\"something\": \"else\"}";
    assertThat(errors(TRUSTPILOT, trial).getFirst().pointer()).isEqualTo("/externalId");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                Sending.outcomes(
                    MappingFile.read(
                        "x",
                        "x.yaml",
                        "{name: X, items: /a, id: /id, fields: {product.id: {default: p}}, signature: {scheme: none}}"),
                    trial))
        .hasMessage("there is no review at \"/a\", where the mapping of x has them");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().ofMaxLength(12);
  }

  /** RFC 6901: whatever a field is called, its pointer finds it. */
  @Property(tries = 300)
  void aPointerFindsAFieldOfAnyName(@ForAll("names") String name) throws IOException {
    var pointer = "/" + name.replace("~", "~0").replace("/", "~1");
    var node = JsonNodeFactory.instance.objectNode().put(name, "v");
    var mapping = JsonNodeFactory.instance.objectNode().put("id", pointer);
    var reading = Reading.of(new Section("x.yaml", "", mapping), "id");
    assertThat(reading.of(new SentItem.Json(node, "")))
        .isEqualTo(new Reading.Value.Known("v", pointer));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "null",
            "true",
            "{}",
            "[]",
            "0",
            "-1",
            "1e400",
            "3.5",
            "\"\"",
            "\"up\"",
            "\"live\"",
            "\"gone\"",
            "1",
            "2",
            "\"2026-11-23T10:00:00Z\"",
            "\"\\u0000\"",
            "\"\\ud800\""),
        Arbitraries.strings()
            .ofMaxLength(30)
            .map(s -> JsonNodeFactory.instance.textNode(s).toString()));
  }

  /** Whatever is sent: a review with all that is promised of it, an erasure, nothing, or errors. */
  @Property(tries = 500)
  void everyItemIsAcceptedErasedIgnoredOrRefusedWithAReason(
      @ForAll("values") String id,
      @ForAll("values") String state,
      @ForAll("values") String shop,
      @ForAll("values") String thumb,
      @ForAll("values") String words,
      @ForAll("values") String at) {
    var json =
        "{\"id\":%s,\"state\":%s,\"shop\":%s,\"thumb\":%s,\"words\":%s,\"at\":%s}"
            .formatted(id, state, shop, thumb, words, at);
    for (var outcome : Sending.outcomes(FORUM, json)) {
      switch (outcome) {
        case Outcome.Append append -> assertThat(append.key()).isNotEmpty();
        case Outcome.Nothing nothing -> assertThat(state).isEqualTo("\"draft\"");
        case Outcome.Refused refused -> {
          assertThat(refused.errors()).isNotEmpty();
          assertThat(refused.errors()).allSatisfy(e -> assertThat(e.detail()).isNotBlank());
        }
      }
    }
  }

  @Property(tries = 500)
  void aTextWithoutTagsAndEntitiesStaysAndAnEscapedOneComesBack(@ForAll String text) {
    var plain = text.replace("<", "").replace("&", "");
    assertThat(PlainText.of(plain)).isEqualTo(plain);
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    assertThat(PlainText.of(escaped)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 < 5 and AT&T &unknown; &#xZZ;        | 3 < 5 and AT&T &unknown; &#xZZ;
          I <3 it & you                          | I <3 it & you
          &#0;&#xD800;&#9999999;                 | ���
          &#128512; &#x1F600; &euro;5&nbsp;      | 😀 😀 €5\u00a0
          <b class="x">Bold</b><script>a</script>| Bolda
          &amp;lt;                               | &lt;
          """)
  void htmlBecomesWhatAReaderSaw(String html, String text) {
    assertThat(PlainText.of(html)).isEqualTo(text.replace("\\u00a0", "\u00a0"));
  }

  /** The timeout times nothing: what is not linear would be at it for hours. */
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void blanksAndCommentsWithoutEndTakeAsLongAsTheyAreLong() {
    var blanks = " ".repeat(2_000_000);
    assertThat(PlainText.oneLine("a" + blanks + "b")).hasSize(2_000_002);
    assertThat(PlainText.oneLine("a" + blanks + "\nb")).isEqualTo("a b");
    assertThat(PlainText.of("<b>a" + blanks + "b</b>")).hasSize(2_000_002);
    assertThat(PlainText.of("a" + "<!--".repeat(500_000))).hasSize(2_000_001);
    assertThat(PlainText.of("a<!-- x --><!---->b<!-->c")).isEqualTo("ab<!-->c");
  }

  @Test
  void anyNumberOfLineBreaksIsOneEmptyLine() {
    assertThat(PlainText.of("<b>x</b>" + " \n".repeat(100_000) + " y")).isEqualTo("x\n\n y");
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.strings().withChars(" \t\na").ofMaxLength(12);
  }

  @Property(tries = 500)
  void emptyLinesBecomeOneAndAllElseStays(@ForAll("blanks") String text) {
    assertThat(PlainText.of("<b>.</b>" + text + "."))
        .isEqualTo("." + text.replaceAll("[ \\t]*\\n(?:[ \\t]*\\n)+", "\n\n") + ".");
  }

  @Test
  void whatIsFarOverItsLengthIsRefusedBeforeAnythingIsMadeOfIt() {
    var title = "a" + " ".repeat(3_000) + "\\nb";
    assertThat(
            errors(
                TRUSTPILOT,
                """
                {"id": "1", "stars": 5, "title": "%s", "text": "t"}
                """
                    .formatted(title)))
        .extracting(FieldError::detail)
        .contains("title (/title) is longer than 500 characters; shorten it");
  }

  /** Of numbers with the exponents that the arithmetic has no room for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "1e-99999999999",
        "10e2147483647",
        "1e-2147483647",
        "1e2147483647"
      })
  void aNumberWithoutBoundsIsRefusedOrOfNoConcern(String number) {
    for (var field : List.of("at", "id", "words", "thumb", "unmapped")) {
      var json = "{\"shop\": 1, \"%s\": %s}".formatted(field, number);
      try {
        assertThat(Sending.outcomes(FORUM, json)).hasSize(1);
      } catch (Refusal e) {
        assertThat(e.status()).isEqualTo(400);
        assertThat(e.detail()).contains("exponent");
      }
    }
    for (var perSecond : new int[] {1, 1000}) {
      var time = new SentTime.Epoch(perSecond).rfc3339(number);
      assertThat(time).isIn(null, "1970-01-01T00:00:00Z");
    }
  }
}
