package heed.sentiment;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import heed.sentiment.model.LinearModel;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class TagsResourceTest {
  private static RequestSpecification anyone() {
    var asWritten = encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
    return given()
        .config(RestAssured.config().encoderConfig(asWritten))
        .header("Authorization", TestKey.BEARER);
  }

  private static ValidatableResponse post(String body) {
    return anyone().contentType("application/json").body(body).post("/v1/tags").then();
  }

  @Test
  void tagsATextWithItsRating() {
    post("""
            {"text": "Piegāde kavējās divas nedēļas, šausmīgi!", "title": "Nekad vairs",
             "rating": {"scale": "STARS_5", "value": 1}, "survey": {"nps": 1}}""")
        .statusCode(200)
        .body("language.code", equalTo("lv"))
        .body("sentiment.label", equalTo("NEGATIVE"))
        .body("sentiment.basis", equalTo("BOTH"))
        .body("sentiment.mismatch", equalTo(false))
        .body("aspects.aspect", hasItem("DELIVERY"))
        .body("model", equalTo(LinearModel.NAME));
  }

  @Test
  void answersNullForWhatItCannotTell() {
    post("{\"text\": \"asdf ghjk\"}").statusCode(200).body("sentiment", nullValue());
  }

  @Test
  void needsAKey() {
    given()
        .contentType("application/json")
        .body("{\"text\": \"x\"}")
        .post("/v1/tags")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"x\"",
        "{\"text\":",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\"} {}",
        "{}",
        "{\"text\":\"  \\u200b \"}",
        "{\"text\":\"\\u0000\"}",
        "{\"text\":\"\\ud800\"}",
        "{\"text\":5}",
        "{\"rating\":{\"scale\":\"STARS_5\"}}",
        "{\"survey\":{}}",
        "{\"text\":\"a\",\"language\":\"not a tag\"}"
      })
  void refusesWhatItDoesNotUnderstand(String body) {
    post(body).statusCode(400).contentType("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"a\",\"stars\":5}|/stars|stars",
        "{\"rating\":{\"scale\":\"STARS_5\",\"value\":0}}|/rating|rating.value is 0",
        "{\"rating\":{\"scale\":\"STARS_5\",\"value\":6}}|/rating|rating.value is 6",
        "{\"rating\":{\"scale\":\"STARS_5\",\"value\":4.5}}|/rating/value|rating.value",
        "{\"rating\":{\"scale\":\"STARS_5\",\"value\":\"3\"}}|/rating/value|rating.value",
        "{\"survey\":{\"nps\":11}}|/survey|survey.nps is 11",
        "{\"text\":7}|/text|text"
      })
  void namesTheFieldAndTheRemedy(String body, String pointer, String detail) {
    post(body)
        .statusCode(400)
        .body("errors[0].pointer", equalTo(pointer))
        .body("detail", containsString(detail));
  }

  @Test
  void takesATextOfTenThousandCharactersAndNotOneMore() {
    post("{\"text\":\"" + "😡".repeat(10_000) + "\"}").statusCode(200);
    post("{\"text\":\"" + "a".repeat(10_001) + "\"}").statusCode(400);
    post("{\"text\":\"" + "a".repeat(70_000) + "\"}").statusCode(413);
  }

  @ParameterizedTest
  @CsvSource({"text/plain,application/json,415", "application/json,application/xml,406"})
  void speaksJsonOnly(String type, String accept, int status) {
    anyone()
        .contentType(type)
        .accept(accept)
        .body("{\"text\":\"x\"}")
        .post("/v1/tags")
        .then()
        .statusCode(status);
  }

  @Test
  void answersLineForLineAndABadLineInItsPlace() {
    var body =
        """
        {"text": "Great quality, very happy"}
        {"text":
        {"rating": {"scale": "THUMBS", "value": 0}}
        """
            + "{\"text\": \""
            + "a".repeat(70_000)
            + "\"}\n"
            + "{\"text\": \"Terrible, never again\"}";
    var lines = lines(body).split("\n");

    assertThat(lines).hasSize(5);
    assertThat(lines[0]).contains("POSITIVE");
    assertThat(lines[1]).contains("\"line\":2").contains("not valid JSON");
    assertThat(lines[2]).contains("NEGATIVE").contains("RATING");
    assertThat(lines[3]).contains("\"line\":4").contains("larger");
    assertThat(lines[4]).contains("NEGATIVE");
  }

  @Test
  void answersManyLinesToAClientThatReadsLast() {
    var lines = lines("{\"text\": \"The delivery was late again, very bad\"}\n".repeat(20_000));

    assertThat(lines.lines()).hasSize(20_000).allMatch(l -> l.contains("DELIVERY"));
  }

  private static String lines(String body) {
    return anyone()
        .contentType("application/x-ndjson")
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/v1/tags")
        .then()
        .statusCode(200)
        .contentType("application/x-ndjson")
        .extract()
        .asString();
  }

  @Test
  void tellsItsHealthItsFiguresAndItsDoors() {
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("heed_reviews_tagged_total"));
    given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/tags"));
  }
}
