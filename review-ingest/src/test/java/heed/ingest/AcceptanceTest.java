package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.Channel;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Survey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
  private static final String FULL =
      """
      {"externalId": "order-991-1", "storefront": "riga-shop",
       "product": {"id": "sku-1", "name": "Kettle"},
       "order": {"id": "991", "deliveredAt": "2026-11-16T12:00:00+02:00"},
       "customer": {"id": "c-17", "name": "Anna", "email": "anna@example.com",
                    "consent": false},
       "channel": "APP", "rating": {"scale": "STARS_5", "value": 1},
       "survey": {"nps": 3, "csat": 2, "ces": 6},
       "title": "Vīlos", "text": "Saplīsa.\\nOtrajā dienā.", "language": "lv-lv", "country": "LV",
       "submittedAt": "2026-11-23T10:00:00.1239Z"}
      """;

  @Test
  void takesEveryFieldOfAReview() {
    var review = Trial.accepted(FULL);
    assertThat(review.id()).isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "order-991-1"));
    assertThat(review.product()).isEqualTo(new Product("sku-1", "Kettle"));
    assertThat(review.order()).isEqualTo(new Order("991", Instant.parse("2026-11-16T10:00:00Z")));
    assertThat(review.customer().id()).isEqualTo("c-17");
    assertThat(review.customer().contact()).startsWith("v2.").doesNotContain("anna");
    assertThat(review.customer().consent()).isFalse();
    assertThat(review.channel()).isEqualTo(Channel.APP);
    assertThat(review.rating()).isEqualTo(new Rating(Rating.Scale.STARS_5, 1));
    assertThat(review.survey()).isEqualTo(new Survey(3, 2, 6));
    assertThat(review.text()).isEqualTo("Saplīsa.\nOtrajā dienā.");
    assertThat(review.language()).isEqualTo("lv-LV");
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123Z"));
    assertThat(review.receivedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123Z"));
  }

  @Test
  void theSamePostTwiceIsTheSameContent() {
    assertThat(Trial.accepted(FULL)).isEqualTo(Trial.accepted(FULL));
  }

  @Test
  void leavesOutWhatWasNotSaid() {
    var review = Trial.accepted(Trial.with("\"text\":\"ok\",\"title\":\"\",\"order\":null"));
    assertThat(review.channel()).isEqualTo(Channel.STOREFRONT);
    assertThat(review.storefront()).isEqualTo("riga-shop");
    assertThat(review.customer()).isNull();
    assertThat(review.order()).isNull();
    assertThat(review.title()).isNull();
    assertThat(review.rating()).isNull();
  }

  @Test
  void aKeyIdentifiesWhatHasNoExternalIdAndNeverCollidesWithOne() {
    var posted = Trial.read("{\"product\":{\"id\":\"p\"},\"text\":\"ok\"}");
    var verdict = (Acceptance.Verdict.Accepted) Trial.verdict(posted, "o-1");
    assertThat(verdict.review().id())
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.IDEMPOTENCY_KEY, "o-1"))
        .isNotEqualTo(Trial.accepted(Trial.with("\"text\":\"ok\"")).id());
    assertThat(verdict.review().externalId()).isNull();
  }

  @Test
  void namesBothWaysToIdentifyAReviewWhenNeitherIsThere() {
    assertThat(Trial.errors("{\"product\":{\"id\":\"p\"},\"text\":\"ok\"}"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.pointer()).isEqualTo("/externalId");
              assertThat(e.detail()).contains("externalId", "Idempotency-Key");
            });
  }

  @Test
  void namesEveryWrongFieldAtOnce() {
    var errors =
        Trial.errors(
            """
            {"externalId": 7, "product": {"id": ""}, "rating": {"scale": "STARS_5", "value": 6},
             "channel": "FAX", "submittedAt": "2026-02-30T10:00:00Z", "wrong": {"deep": [1]}}
            """);
    assertThat(errors)
        .extracting(FieldError::pointer)
        .contains(
            "/externalId", "/product/id", "/rating/value", "/channel", "/submittedAt", "/wrong");
    assertThat(errors)
        .extracting(FieldError::detail)
        .contains("rating.value is 6, must be a whole number from 1 to 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "rating":{"scale":"STARS_5","value":0}              | /rating/value
          "rating":{"scale":"STARS_5","value":6}              | /rating/value
          "rating":{"scale":"STARS_5","value":-1}             | /rating/value
          "rating":{"scale":"STARS_5","value":4.5}            | /rating/value
          "rating":{"scale":"STARS_5","value":4.0}            | /rating/value
          "rating":{"scale":"STARS_5","value":1e400}          | /rating/value
          "rating":{"scale":"STARS_5","value":99999999999}    | /rating/value
          "rating":{"scale":"STARS_5","value":"3"}            | /rating/value
          "rating":{"scale":"STARS_5","value":true}           | /rating/value
          "rating":{"scale":"STARS_5"}                        | /rating/value
          "rating":{"value":3}                                | /rating/scale
          "rating":{"scale":"STARS","value":3}                | /rating/scale
          "rating":{"scale":"THUMBS","value":2}               | /rating/value
          "rating":{"scale":"POINTS_10","value":11}           | /rating/value
          "rating":3                                          | /rating
          "rating":[3]                                        | /rating
          "survey":{"nps":11}                                 | /survey/nps
          "survey":{"csat":0}                                 | /survey/csat
          "survey":{"ces":8}                                  | /survey/ces
          "survey":{"ces":"7"}                                | /survey/ces
          "title":"t"                                         | ''
          "survey":{}                                         | ''
          "text":""                                           | ''
          "text":3                                            | /text
          "text":["a"]                                        | /text
          "text":" \\t\\n\\u200b\\u00a0\\ufeff\\u3164\\u2800" | /text
          "text":"a\\u0000b"                                  | /text
          "text":"a\\ud800b"                                  | /text
          "text":"a\\udc00\\ud800"                            | /text
          "text":"ok","title":"a\\r\\nb"                      | /title
          "text":"ok","customer":{"name":"a\\u0000b"}         | /customer/name
          "text":"ok","customer":{"name":"a\\nb"}             | /customer/name
          "text":"ok","customer":{"id":"c\\r\\n1"}            | /customer/id
          "text":"ok","customer":{"id":""}                    | /customer/id
          "text":"ok","customer":{"id":"a@b.lv"}              | /customer/id
          "text":"ok","customer":{"email":"anna"}             | /customer/email
          "text":"ok","customer":{"email":"a@b"}              | /customer/email
          "text":"ok","customer":{"email":"a b@c.lv"}         | /customer/email
          "text":"ok","customer":{"consent":"true"}           | /customer/consent
          "text":"ok","customer":{"consent":1}                | /customer/consent
          "text":"ok","customer":{"phone":"1"}                | /customer/phone
          "text":"ok","order":{"id":"\\u200b"}                | /order/id
          "text":"ok","order":{"deliveredAt":"9999-12-31T23:59:59Z"} | /order/deliveredAt
          "text":"ok","submittedAt":"9999-12-31T23:59:59Z"    | /submittedAt
          "text":"ok","submittedAt":"2026-11-23T10:00:00"     | /submittedAt
          "text":"ok","submittedAt":"2026-02-30T10:00:00Z"    | /submittedAt
          "text":"ok","submittedAt":"2026-11-23"              | /submittedAt
          "text":"ok","submittedAt":"2026-11-23T24:00:00Z"    | /submittedAt
          "text":"ok","submittedAt":"2026-11-23T10:05:01Z"    | /submittedAt
          "text":"ok","submittedAt":"0000-01-01T00:00:00Z"    | /submittedAt
          "text":"ok","submittedAt":1700000000                | /submittedAt
          "text":"ok","language":"latviešu"                   | /language
          "text":"ok","language":"lv_LV"                      | /language
          "text":"ok","language":"xx"                         | /language
          "text":"ok","language":""                           | /language
          "text":"ok","language":"l"                          | /language
          "text":"ok","country":"lv"                          | /country
          "text":"ok","country":"LVA"                         | /country
          "text":"ok","country":"XX"                          | /country
          "text":"ok","channel":"storefront"                  | /channel
          "text":"ok","channel":1                             | /channel
          "text":"ok","storefront":"riga shop"                | /storefront
          "text":"ok","storefront":""                         | /storefront
          "text":"ok","storefront":"../etc"                   | /storefront
          "text":"ok","rating.value":3                        | /rating.value
          "text":"ok","a/b~c":3                               | /a~1b~0c
          """)
  void refusesWithAPointerToTheField(String members, String pointer) {
    assertThat(Trial.errors(Trial.with(members)))
        .extracting(FieldError::pointer)
        .containsExactly(pointer);
  }

  @Test
  void anEmptyRatingMissesItsScaleAndItsValue() {
    assertThat(Trial.errors(Trial.with("\"text\":\"ok\",\"rating\":{}")))
        .extracting(FieldError::pointer)
        .containsExactly("/rating/scale", "/rating/value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\":\"ok\",\"submittedAt\":\"2026-11-23T10:05:00Z\"",
        "\"text\":\"ok\",\"submittedAt\":\"2026-11-23T12:00:00+02:00\"",
        "\"text\":\"ok\",\"submittedAt\":\"2024-02-29T10:00:00.123456789z\"",
        "\"text\":\"ok\",\"language\":\"sr-Latn-RS\"",
        "\"text\":\"ok\",\"language\":\"sl\"",
        "\"text\":\"ok\",\"customer\":{\"email\":\"jānis+a@ķekava.example\"}",
        "\"rating\":{\"scale\":\"THUMBS\",\"value\":0}",
        "\"rating\":{\"scale\":\"POINTS_10\",\"value\":10}",
        "\"rating\":{\"scale\":\"THUMBS\",\"value\":1},\"text\":\" \\u200b\"",
        "\"survey\":{\"ces\":7},\"text\":\" \"",
        "\"text\":\"'; DROP TABLE reviews; -- ${7*7} <!ENTITY x> <script>alert(1)</script>\"",
        "\"text\":\"line\\r\\nline\\ttab\\u0007bell\"",
        "\"text\":\"\\ufeff\\u202eabc\\u202c \\ud83d\\udc69\\u200d\\ud83d\\udcbb\"",
      })
  void acceptsWhatIsOddButRight(String members) {
    assertThat(Trial.accepted(Trial.with(members)).product().id()).isEqualTo("sku-1");
  }

  @Test
  void countsTheTextInCodePoints() {
    assertThat(Trial.accepted(Trial.with("\"text\":\"" + "😀".repeat(10_000) + "\"")).text())
        .hasSize(20_000);
    assertThat(Trial.errors(Trial.with("\"text\":\"" + "😀".repeat(10_001) + "\"")))
        .extracting(FieldError::detail)
        .containsExactly("text is longer than 10000 characters; shorten it");
  }

  @Test
  void boundsTheLengthOfIds() {
    var longest = "ķ".repeat(200);
    assertThat(
            Trial.accepted(
                    "{\"externalId\":\""
                        + longest
                        + "\",\"product\":{\"id\":\"p\"},\"text\":\"ok\"}")
                .externalId())
        .isEqualTo(longest);
    assertThat(Trial.errors(Trial.with("\"order\":{\"id\":\"" + longest + "x\"},\"text\":\"ok\"")))
        .extracting(FieldError::pointer)
        .containsExactly("/order/id");
  }

  @Test
  void aForeignStorefrontIsTheCallersToRefuse() {
    var posted = Trial.read(Trial.with("\"text\":\"ok\",\"storefront\":\"other\""));
    assertThatThrownBy(
            () ->
                Trial.ACCEPTANCE.decide(
                    posted,
                    named -> {
                      throw Refusal.status(403, named);
                    },
                    null,
                    Trial.NOW))
        .isInstanceOf(Refusal.class)
        .hasMessage("other");
  }

  @Test
  void noNumberOfDotsIsTooManyForTheCheckOfAnAddress() {
    var posted =
        Trial.read(
            "{\"externalId\":\"e\",\"product\":{\"id\":\"p\"},\"text\":\"t\",\"customer\":{\"email\":\"a@b%s\"}}"
                .formatted(".b".repeat(100_000)));
    Meaning.customer(posted);
    assertThat(posted.errors()).isEmpty();
  }
}
