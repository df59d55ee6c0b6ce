package heed.ingest;

import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.post;
import static heed.ingest.Doors.request;
import static heed.ingest.Doors.send;
import static heed.testing.TopicListener.header;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Review;
import heed.events.ReviewErased;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class ReviewsResourceTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private TopicProbe probe;
  private TopicListener log;

  @BeforeEach
  void listen() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    log = probe.listen(Topics.REVIEWS_RECEIVED);
  }

  @AfterEach
  void close() {
    log.close();
    probe.close();
  }

  private ConsumerRecord<byte[], byte[]> appended(UUID id) {
    return log.next(1, SOON, r -> new String(r.key(), StandardCharsets.UTF_8).equals(id.toString()))
        .getFirst();
  }

  private static String escaped(String text) {
    var json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
    return json.append('"').toString();
  }

  @Test
  void acceptsAReviewAfterItIsInTheLog() throws Exception {
    var before = Instant.now();
    var answer =
        post(
            RIGA,
            JSON,
            """
            {"externalId":"first","product":{"id":"sku-1"},"rating":{"scale":"STARS_5","value":1},
             "customer":{"id":"c-17","name":"Zane Āboliņa","email":"zane@example.com"}}
            """);
    assertThat(answer.statusCode()).isEqualTo(202);
    var id = UUID.fromString(from(answer.body()).getString("id"));
    assertThat(id).isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "first"));

    var record = appended(id);
    var event = CloudEvent.read(record.headers());
    assertThat(event.source()).isEqualTo("/heed/review-ingest");
    assertThat(event.type()).isEqualTo(EventType.REVIEW_RECEIVED);
    assertThat(UUID.fromString(event.id())).isNotEqualTo(id);
    var review = EventJson.read(record.value(), Review.class);
    assertThat(review.storefront()).isEqualTo("riga-shop");
    assertThat(review.receivedAt())
        .isEqualTo(Instant.parse(from(answer.body()).getString("receivedAt")))
        .isBetween(before.minusMillis(1), Instant.now());
    assertThat(review.customer().contact()).startsWith("v2.");
    assertThat(TopicListener.text(record)).doesNotContain("Zane", "zane@");
  }

  @Test
  void theSamePostAHundredTimesInParallelIsOneReview() {
    var body = "{\"externalId\":\"parallel\",\"product\":{\"id\":\"p\"},\"text\":\"ok\"}";
    var request =
        request(RIGA, "/v1/reviews")
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofString(body))
            .build();
    var answers =
        IntStream.range(0, 100)
            .mapToObj(i -> Doors.client().sendAsync(request, BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
    assertThat(answers.stream().map(a -> from(a.body()).getString("id")).distinct())
        .containsExactly(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "parallel").toString());
    var records = log.next(100, SOON);
    assertThat(records)
        .extracting(ConsumerRecord::partition)
        .containsOnly(records.getFirst().partition());
    assertThat(records.stream().map(r -> header(r, "ce_id")).distinct()).hasSize(100);
    assertThat(records.stream().map(r -> EventJson.read(r.value(), Review.class)))
        .allMatch(r -> r.sameContentAs(EventJson.read(records.getFirst().value(), Review.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFBOM and \u202Ebidi\u202C, \u200Bzero\u200Dwidth",
        "👩‍💻 👨‍👩‍👧‍👦 🇱🇻 e\u0301 é ﷽ \uFFFD \uFFFE",
        "line\r\nline\n\ttab \u0001\u001b[31m \u007f \u2028",
        "'; DROP TABLE reviews; -- ${jndi:ldap://x} {{7*7}} <!DOCTYPE x> <script>alert(1)</script>",
        "\"quoted\" \\backslash\\ /slash/ =cmd()",
      })
  void textComesOutAsItWentIn(String text) throws Exception {
    for (var written : List.of(escaped(text), new ObjectMapper().writeValueAsString(text))) {
      var answer =
          post(
              RIGA,
              JSON,
              "{\"externalId\":\"odd\",\"product\":{\"id\":\"p\"},\"text\":" + written + "}");
      assertThat(answer.statusCode()).isEqualTo(202);
      var record = appended(UUID.fromString(from(answer.body()).getString("id")));
      assertThat(EventJson.read(record.value(), Review.class).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                              |
          null                                                            |
          []                                                              |
          3                                                               |
          {"externalId":"b","product":{"id":"p"},"text":"a                |
          {"externalId":"b","product":{"id":"p"},"text":"a"} {}           |
          {"externalId":"b","product":{"id":"p"},"text":"a","text":"a"}   |
          {"externalId":"b","product":{"id":"p"},"text":"a","star":5}     | /star
          {"externalId":"b","product":{"id":"p"},"text":"a\\u0000"}       | /text
          {"externalId":"b","product":{"id":"p"},"text":"\\ud83d"}        | /text
          {"externalId":"b","product":{"id":"p"},"text":" \\u200b "}      | /text
          {"externalId":"b\\r\\nX: 1","product":{"id":"p"},"text":"a"}    | /externalId
          {"externalId":"b","product":{"id":"p"}}                         | ''
          {"externalId":"b","product":"p","text":"a"}                     | /product
          {"externalId":"b","text":"a"}                                   | /product/id
          {"product":{"id":"p"},"text":"a"}                               | /externalId
          {"externalId":"b","product":{"id":"p"},"rating":{"scale":"STARS_5","value":0}}     | /rating/value
          {"externalId":"b","product":{"id":"p"},"rating":{"scale":"STARS_5","value":6}}     | /rating/value
          {"externalId":"b","product":{"id":"p"},"rating":{"scale":"STARS_5","value":-1}}    | /rating/value
          {"externalId":"b","product":{"id":"p"},"rating":{"scale":"STARS_5","value":4.5}}   | /rating/value
          {"externalId":"b","product":{"id":"p"},"rating":{"scale":"STARS_5","value":1e400}} | /rating/value
          {"externalId":"b","product":{"id":"p"},"rating":{"scale":"STARS_5","value":"3"}}   | /rating/value
          {"externalId":"b","product":{"id":"p"},"text":"a","submittedAt":"9999-01-01T00:00:00Z"} | /submittedAt
          {"externalId":"b","product":{"id":"p"},"text":"a","submittedAt":"2026-01-01T00:00:00"}  | /submittedAt
          {"externalId":"b","product":{"id":"p"},"text":"a","submittedAt":"2026-02-30T00:00:00Z"} | /submittedAt
          {"externalId":"b","product":{"id":"p"},"text":"a","customer":{"id":"a@b.lv"}}           | /customer/id
          """)
  void refusesBadInputWithAProblemAndAppendsNothing(String body, String pointer) throws Exception {
    assertRefused(post(RIGA, JSON, body), pointer);
    assertThat(log.drain(Duration.ofMillis(50))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {5000, 60_000})
  void refusesNumbersOfManyDigits(int digits) throws Exception {
    var body =
        "{\"externalId\":\"b\",\"product\":{\"id\":\"p\"},\"rating\":{\"scale\":\"STARS_5\",\"value\":"
            + "9".repeat(digits)
            + "}}";
    assertRefused(post(RIGA, JSON, body), "/rating/value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDeepNesting(String open) throws Exception {
    assertRefused(post(RIGA, JSON, open.repeat(2000)), null);
    assertRefused(post(RIGA, JSON, "{\"x\":" + open.repeat(2000)), null);
  }

  @Test
  void refusesInvalidUtf8() throws Exception {
    var body =
        "{\"externalId\":\"b\",\"product\":{\"id\":\"p\"},\"text\":\"\u00e9\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(post(RIGA, JSON, BodyPublishers.ofByteArray(body)), null);
  }

  private static void assertRefused(HttpResponse<String> answer, String pointer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
    var problem = from(answer.body());
    assertThat(problem.getInt("status")).isEqualTo(400);
    assertThat(problem.getString("detail")).isNotBlank().doesNotContain("java.", "Exception");
    assertThat(problem.getString("instance")).isEqualTo("/v1/reviews");
    if (pointer != null) {
      assertThat(problem.getList("errors.pointer")).containsExactly(pointer);
    }
  }

  @Test
  void takesABodyAtTheLimitAndNotOneByteMore() throws Exception {
    var review = "{\"externalId\":\"big\",\"product\":{\"id\":\"p\"},\"text\":\"ok\"}";
    var atLimit = review + " ".repeat(IngestSettings.MAX_REVIEW_BYTES - review.length());
    for (var body : List.of(atLimit, atLimit + " ")) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var status = body.length() > atLimit.length() ? 413 : 202;
      assertThat(post(RIGA, JSON, BodyPublishers.ofByteArray(bytes)).statusCode())
          .isEqualTo(status);
      var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
      assertThat(post(RIGA, JSON, chunked).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void cutsOffAnEndlessBody() throws Exception {
    try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      out.write(head("Transfer-Encoding: chunked"));
      var chunk = ("2000\r\n" + " ".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      var sent = 0;
      try {
        for (; sent < 100_000; sent++) {
          out.write(chunk);
        }
      } catch (IOException e) {
        // the connection was closed on us: that is the point
      }
      assertThat(sent).isLessThan(100_000);
    }
  }

  @Test
  void leavesNobodyWaitingWhoTricklesABody() throws Exception {
    try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head("Content-Length: 1000"));
      socket.getOutputStream().write('{');
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void refusesControlCharactersInAHeader() throws Exception {
    try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head("Idempotency-Key: a\rb: c\r\nContent-Length: 2"));
      socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 400");
    }
  }

  private static byte[] head(String headers) {
    return ("POST /v1/reviews HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + RIGA
            + "\r\nContent-Type: application/json\r\n"
            + headers
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   text/plain,                          */*,              415",
    "POST,   application/json; charset=latin1,    */*,              415",
    "POST,   application/xml,                     */*,              415",
    "POST,   application/json,                    application/xml,  406",
    "POST,   application/json,                    text/html,        406",
    "PUT,    application/json,                    */*,              405",
    "PATCH,  application/json,                    */*,              405",
    "TRACE,  application/json,                    */*,              405",
    "POST,   application/json; charset=UTF-8,     'text/html, application/json;q=0.5', 202",
  })
  void negotiates(String method, String type, String accept, int status) throws Exception {
    var answer =
        send(
            request(RIGA, "/v1/reviews")
                .header("Content-Type", type)
                .header("Accept", accept)
                .method(
                    method,
                    BodyPublishers.ofString(
                        "{\"externalId\":\"n\",\"product\":{\"id\":\"p\"},\"text\":\"ok\"}"))
                .build());
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 405) {
      assertThat(answer.headers().firstValue("Allow"))
          .hasValueSatisfying(a -> assertThat(a).contains("POST"));
    }
  }

  @Test
  void refusesABodyWithoutAContentType() throws Exception {
    var answer = send(request(RIGA, "/v1/reviews").POST(BodyPublishers.ofString("{}")).build());
    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void opensOnlyForTheRightKey() throws Exception {
    var review = "{\"externalId\":\"k\",\"product\":{\"id\":\"p\"},\"text\":\"ok\"%s}";
    var own = review.formatted(",\"storefront\":\"riga-shop\"");
    var foreign = review.formatted(",\"storefront\":\"oslo-shop\"");
    assertThat(post("no-such-key", JSON, own).statusCode()).isEqualTo(401);
    assertThat(post(Doors.READER, JSON, own).statusCode()).isEqualTo(403);
    assertThat(post(RIGA, JSON, foreign).statusCode()).isEqualTo(403);
    assertThat(post(Doors.TWO, JSON, review.formatted("")).statusCode()).isEqualTo(400);
    assertThat(log.drain(Duration.ofMillis(50))).isEmpty();
    assertThat(post(RIGA, JSON, own).statusCode()).isEqualTo(202);
    assertThat(post(Doors.TWO, JSON, own).statusCode()).isEqualTo(202);
  }

  @Test
  void anIdempotencyKeyIdentifiesWhatHasNoExternalId() throws Exception {
    var request =
        request(RIGA, "/v1/reviews")
            .header("Content-Type", JSON)
            .header("Idempotency-Key", "7c0f")
            .POST(BodyPublishers.ofString("{\"product\":{\"id\":\"p\"},\"text\":\"ok\"}"))
            .build();
    assertThat(from(send(request).body()).getString("id"))
        .isEqualTo(from(send(request).body()).getString("id"))
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.IDEMPOTENCY_KEY, "7c0f").toString());
  }

  @Test
  void erasesAReviewAfterTheEventIsInTheLog() throws Exception {
    var id = UUID.randomUUID();
    var answer =
        send(request(RIGA, "/v1/reviews/" + id + "?storefront=riga-shop").DELETE().build());
    assertThat(answer.statusCode()).isEqualTo(202);
    var record = appended(id);
    assertThat(CloudEvent.read(record.headers()).type()).isEqualTo(EventType.REVIEW_ERASED);
    var erased = EventJson.read(record.value(), ReviewErased.class);
    assertThat(erased.reviewId()).isEqualTo(id);
    assertThat(erased.storefront()).isEqualTo("riga-shop");
  }

  @Test
  void erasesACustomerUnderTheKeyThatTheEventNames() throws Exception {
    var answer = send(request(RIGA, "/v1/customers/c%2F17%20%C4%81").DELETE().build());
    assertThat(answer.statusCode()).isEqualTo(202);
    var record = log.next(1, SOON).getFirst();
    assertThat(CloudEvent.read(record.headers()).type()).isEqualTo(EventType.CUSTOMER_ERASED);
    var erased = EventJson.read(record.value(), CustomerErased.class);
    assertThat(erased.customerId()).isEqualTo("c/17 ā");
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(erased.key());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/reviews/17,                                                      400",
    "/v1/reviews/1-1-1-1-1,                                               400",
    "/v1/reviews/8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a11?storefront=oslo,    403",
    "/v1/customers/anna@example.com,                                      400",
    "/v1/customers/c%0D%0A1,                                              400",
    "/v1/customers/c-1?storefront=oslo,                                   403",
    "/v1/customers/c-1?storefront=a%20b,                                  400",
    "/v1/customers/,                                                      404",
  })
  void refusesToEraseWhatCannotBeMeant(String path, int status) throws Exception {
    assertThat(send(request(RIGA, path).DELETE().build()).statusCode()).isEqualTo(status);
    assertThat(log.drain(Duration.ofMillis(50))).isEmpty();
  }

  @Test
  void countsWhatCameIn() throws Exception {
    post(RIGA, JSON, "{}");
    post(RIGA, JSON, "{\"externalId\":\"m\",\"product\":{\"id\":\"p\"},\"text\":\"ok\"}");
    var metrics = RestAssured.get("/q/metrics").asString();
    assertThat(metrics)
        .containsPattern("heed_reviews_accepted_total\\{form=\"json\",?\\} [1-9]")
        .containsPattern("heed_reviews_rejected_total\\{form=\"json\",?\\} [1-9]")
        .contains("kafka_producer_record_send_total");
    assertThat(RestAssured.get("/q/openapi").asString()).contains("PostedReview");
  }

  @Test
  void thePathsOfStrangersAreNotCountedByName() throws Exception {
    for (var marked : List.of("marked-1", "marked-2")) {
      var path = "/v1/reviews/" + marked;
      assertThat(send(request(RIGA, path).PUT(BodyPublishers.noBody()).build()).statusCode())
          .isEqualTo(405);
      RestAssured.given().header("Origin", "https://evil.example").delete(path);
    }
    assertThat(RestAssured.get("/q/metrics").asString())
        .contains("http_server_requests")
        .doesNotContain("marked");
  }
}
