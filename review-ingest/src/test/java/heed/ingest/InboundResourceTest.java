package heed.ingest;

import static heed.ingest.Doors.FORUM_SECRET;
import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.JUDGEME_SECRET;
import static heed.ingest.Doors.LISTS;
import static heed.ingest.Doors.READER;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.SLOW_SECRET;
import static heed.ingest.Doors.send;
import static io.restassured.path.json.JsonPath.from;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Review;
import heed.events.ReviewErased;
import heed.events.Source;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other platforms at the real door, with the real broker behind it. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class InboundResourceTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofMillis(500);
  private TopicProbe probe;
  private TopicListener log;

  @BeforeEach
  void listen() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    log = probe.listen(heed.events.Topics.REVIEWS_RECEIVED);
  }

  @AfterEach
  void close() {
    log.close();
    probe.close();
  }

  private static HttpRequest.Builder to(String source, String type) {
    return HttpRequest.newBuilder(
            URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/inbound/" + source))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", type);
  }

  private static HttpResponse<String> withKey(String key, String source, String type, String body)
      throws Exception {
    return send(
        to(source, type)
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static byte[] mac(byte[] key, String signed) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(signed.getBytes(UTF_8));
  }

  private static HttpResponse<String> hmac(
      String source, String header, String secret, String body, String sent) throws Exception {
    return send(
        to(source, JSON)
            .header(header, HexFormat.of().formatHex(mac(secret.getBytes(UTF_8), body)))
            .POST(BodyPublishers.ofString(sent))
            .build());
  }

  private static HttpResponse<String> judgeme(String secret, String body) throws Exception {
    return hmac("judgeme", "JUDGEME-HMAC-SHA256", secret, body, body);
  }

  private static HttpResponse<String> forum(String id, Instant at, String body) throws Exception {
    var key = Base64.getDecoder().decode(FORUM_SECRET.substring("whsec_".length()));
    var signed = id + "." + at.getEpochSecond() + "." + body;
    return send(
        to("forum", JSON)
            .header("webhook-id", id)
            .header("webhook-timestamp", "" + at.getEpochSecond())
            .header(
                "webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac(key, signed)))
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static String post(String id, String words) {
    return "{\"id\":\"%s\",\"state\":\"live\",\"shop\":\"1\",\"thumb\":\"down\",\"words\":\"%s\"}"
        .formatted(id, words);
  }

  private static UUID id(String externalId) {
    return Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, externalId);
  }

  private ConsumerRecord<byte[], byte[]> next() {
    return log.next(1, SOON).getFirst();
  }

  @Test
  void aSignedWebhookNeedsNoKeyAndIsInTheLogWhenItIsAnswered() throws Exception {
    var answer =
        judgeme(
            JUDGEME_SECRET,
            "{\"review\":{\"id\":1,\"rating\":1,\"body\":\"Bad.\",\"curated\":\"ok\",\"reviewer\":{\"name\":\"Zane\"}}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(from(answer.body()).getString("id")).isEqualTo(id("judgeme:1").toString());
    var record = next();
    assertThat(CloudEvent.read(record.headers()).type()).isEqualTo(EventType.REVIEW_RECEIVED);
    var review = EventJson.read(record.value(), Review.class);
    assertThat(review.storefront()).isEqualTo("riga-shop");
    assertThat(review.externalId()).isEqualTo("judgeme:1");
    assertThat(review.source())
        .isEqualTo(new Source("Judge.me", null, Source.AnswerAt.PLATFORM, null));
    assertThat(TopicListener.text(record)).doesNotContain("Zane");
  }

  @Test
  void theSecretOfLastYearStillHoldsAndOneThatWasNeverSetDoesNot() throws Exception {
    var body = "{\"review\":{\"id\":2,\"rating\":5}}";
    assertThat(judgeme("secret-of-last-year", body).statusCode()).isEqualTo(202);
    var refused = judgeme("secret-of-a-thief", body);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(from(refused.body()).getString("detail")).contains("JUDGEME-HMAC-SHA256");
  }

  @Test
  void whatWasTamperedWithOrIsOldIsRefusedAndNothingOfItIsAppended() throws Exception {
    var body = "{\"review\":{\"id\":3,\"rating\":1}}";
    var tampered =
        hmac("judgeme", "JUDGEME-HMAC-SHA256", JUDGEME_SECRET, body, body.replace("1}", "5}"));
    assertThat(tampered.statusCode()).isEqualTo(401);
    var old = forum("old", Instant.now().minusSeconds(310), post("old", "Old."));
    assertThat(old.statusCode()).isEqualTo(401);
    assertThat(from(old.body()).getString("detail")).contains("more than 5 minutes back");
    assertThat(forum("early", Instant.now().plusSeconds(310), post("e", "E.")).statusCode())
        .isEqualTo(401);
    assertThat(judgeme(JUDGEME_SECRET, "{\"review\":{\"id\":4,\"rating\":1}}").statusCode())
        .isEqualTo(202);
    assertThat(EventJson.read(next().value(), Review.class).externalId()).isEqualTo("judgeme:4");
    assertThat(log.drain(QUIET)).isEmpty();
  }

  @Test
  void aReplayIsAnsweredAndDoesNotUndoWhatCameAfterIt() throws Exception {
    var at = Instant.now();
    assertThat(forum("m-1", at, post("again", "First.")).statusCode()).isEqualTo(202);
    assertThat(forum("m-2", at, post("again", "Second.")).statusCode()).isEqualTo(202);
    var replay = forum("m-1", at, post("again", "First."));
    assertThat(replay.statusCode()).isEqualTo(200);
    assertThat(from(replay.body()).getInt("accepted")).isZero();
    var heard = log.next(2, SOON);
    assertThat(heard)
        .extracting(r -> EventJson.read(r.value(), Review.class).text())
        .containsExactly("First.", "Second.");
    assertThat(log.drain(QUIET)).isEmpty();
  }

  @Test
  void whatIsGoneThereIsErasedHere() throws Exception {
    var at = Instant.now();
    var gone = "{\"id\":\"gone\",\"state\":\"gone\",\"shop\":\"1\"}";
    var answer = forum("g-1", at, gone);
    assertThat(answer.statusCode()).isEqualTo(202);
    var record = next();
    assertThat(CloudEvent.read(record.headers()).type()).isEqualTo(EventType.REVIEW_ERASED);
    assertThat(EventJson.read(record.value(), ReviewErased.class).reviewId())
        .isEqualTo(id("forum:gone"));
    var draft = forum("g-2", at, "{\"id\":\"d\",\"state\":\"draft\",\"shop\":\"1\"}");
    assertThat(draft.statusCode()).isEqualTo(200);
    assertThat(from(draft.body()).getInt("ignored")).isEqualTo(1);
  }

  @Test
  void withoutAKeyASourceThatIsClosedLooksLikeNone() throws Exception {
    for (var source : new String[] {"trustpilot", "nobody", "woocommerce"}) {
      var answer = send(to(source, JSON).POST(BodyPublishers.ofString("{}")).build());
      assertThat(answer.statusCode()).as(source).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
    assertThat(withKey(READER, "trustpilot", JSON, "{}").statusCode()).isEqualTo(403);
    assertThat(withKey(RIGA, "nobody", JSON, "{}").statusCode()).isEqualTo(404);
    for (var type : new String[] {Bulks.CSV, Bulks.NDJSON}) {
      var file = send(to("judgeme", type).POST(BodyPublishers.ofString("{}")).build());
      assertThat(file.statusCode()).as(type).isEqualTo(401);
    }
  }

  @Test
  void aKeyPostsAListAndIsToldWhatBecameOfEachItem() throws Exception {
    var list =
        """
        {"events": [
          {"eventName": "service-review-created", "eventData": {"id": "a", "stars": 4}},
          {"eventName": "service-review-created", "eventData": {"id": "b", "stars": 9}},
          {"eventName": "service-review-moved", "eventData": {"id": "c", "stars": 3}},
          {"eventName": "service-review-deleted", "eventData": {"id": "d"}}]}
        """;
    var answer = withKey(RIGA, "trustpilot", JSON, list);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var told = from(answer.body());
    assertThat(told.getInt("accepted")).isEqualTo(1);
    assertThat(told.getInt("erased")).isEqualTo(1);
    assertThat(told.getInt("rejected")).isEqualTo(2);
    assertThat(told.getList("errors.line")).containsExactly(2, 3);
    assertThat(told.getList("errors.detail", String.class))
        .satisfiesExactly(
            d -> assertThat(d).contains("(/events/1/eventData/stars) is 9, must be"),
            d -> assertThat(d).contains("\"service-review-moved\", which the mapping does not"));
    assertThat(log.next(2, SOON)).hasSize(2);
  }

  @Test
  void oneThatCannotBeMappedIsAnsweredWithItsPointer() throws Exception {
    var answer =
        withKey(RIGA, "trustpilot", JSON, "{\"id\":\"a\",\"stars\":4.5,\"text\":\"a\\u0000b\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(from(answer.body()).getList("errors.pointer")).containsExactly("/stars", "/text");
    assertThat(withKey(RIGA, "trustpilot", JSON, "[1]").statusCode()).isEqualTo(400);
    assertThat(withKey(RIGA, "trustpilot", JSON, "not json").statusCode()).isEqualTo(400);
    assertThat(withKey(RIGA, "trustpilot", JSON, "").statusCode()).isEqualTo(400);
    var foreign = post("f", "F.").replace("\"shop\":\"1\"", "\"shop\":\"2\"");
    assertThat(withKey(RIGA, "forum", JSON, foreign).statusCode()).isEqualTo(403);
    var tooMany =
        IntStream.range(0, 501).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
    assertThat(withKey(RIGA, "trustpilot", JSON, tooMany).statusCode()).isEqualTo(413);
    assertThat(log.drain(QUIET)).isEmpty();
  }

  @Test
  void anExportOfAnyLengthIsStreamed() throws Exception {
    var header =
        "comment_ID,comment_post_ID,comment_author,comment_content,comment_approved,rating\n";
    var rows =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "%d,7,Zane,\"%s\",1,%d\n".formatted(i, "x".repeat(400), i % 6))
            .collect(Collectors.joining());
    var answer = withKey(RIGA, "woocommerce", Bulks.CSV, header + rows + "z,7\n,7,Z,a,1,2\n");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var told = from(answer.body());
    assertThat(told.getInt("accepted")).isEqualTo(5_000);
    assertThat(told.getList("errors.line")).containsExactly(5_002, 5_003);
    assertThat(log.next(5_000, SOON).stream().map(r -> new String(r.key(), UTF_8)).distinct())
        .hasSize(5_000);
    assertThat(withKey(RIGA, "woocommerce", Bulks.CSV, "a,b\n").statusCode()).isEqualTo(400);
    assertThat(withKey(RIGA, "trustpilot", Bulks.CSV, "a,b\n").statusCode()).isEqualTo(415);
  }

  @Test
  void linesOfThePlatformsOwnJsonAreRead() throws Exception {
    var lines = post("l-1", "One.") + "\n\n{\"posts\":[]}\nnope\n" + post("l-2", "Two.") + "\n";
    var answer = withKey(RIGA, "forum", Bulks.NDJSON, lines);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(2);
    assertThat(from(answer.body()).getList("errors.line")).containsExactly(3, 4);
  }

  @Test
  void aSourceHasALimitOfItsOwn() throws Exception {
    // all at once: one after the other, a slow machine would keep to the limit
    var statuses =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(i -> "{\"id\":\"s-%d\",\"text\":\"a\"}".formatted(i))
            .map(body -> slow(body).statusCode())
            .toList();
    assertThat(statuses).contains(429).containsOnly(202, 429);
    assertThat(Collections.frequency(statuses, 202)).isGreaterThanOrEqualTo(2);
    var list = send(Doors.request(TestKey.PLAIN, "/v1/inbound").build()).body();
    assertThat(from(list).getInt("items.find { it.source == 'slow' }.lastDay.throttled"))
        .isPositive();
    assertThat(judgeme(JUDGEME_SECRET, "{\"review\":{\"id\":9,\"rating\":1}}").statusCode())
        .isEqualTo(202);
  }

  private static HttpResponse<String> slow(String body) {
    try {
      return hmac("slow", "X-Slow", SLOW_SECRET, body, body);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noStorefrontCanSayThatItsReviewCameFromElsewhere() throws Exception {
    var answer =
        Doors.post(
            RIGA,
            JSON,
            "{\"externalId\":\"1\",\"product\":{\"id\":\"p\"},\"text\":\"a\",\"source\":{\"name\":\"Google\"}}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(from(answer.body()).getString("detail")).contains("source is not known here");
  }

  @Test
  void anAdminSeesWhatIsListenedToAndWhatCameOfIt() throws Exception {
    var unsigned = judgeme("wrong", "{}");
    assertThat(unsigned.statusCode()).isEqualTo(401);
    withKey(RIGA, "google", JSON, "{\"reviewId\":\"1\",\"starRating\":\"FIVE\"}");
    var list = send(Doors.request(TestKey.PLAIN, "/v1/inbound").build());
    assertThat(list.statusCode()).isEqualTo(200);
    var told = from(list.body());
    assertThat(told.getList("items.source"))
        .containsExactly(
            "forum", "google", "judgeme", "slow", "trustpilot", "woocommerce", "yotpo");
    assertThat(told.getBoolean("items[2].webhook")).isTrue();
    assertThat(told.getString("items[2].signature")).isEqualTo("hmac");
    assertThat(told.getString("items[2].storefront")).isEqualTo("riga-shop");
    for (var of : new String[] {"", "lastDay."}) {
      assertThat(told.getInt("items[2]." + of + "unsigned")).as(of).isPositive();
      assertThat(told.getInt("items[1]." + of + "accepted")).as(of).isPositive();
      assertThat(told.getMap("items[0]" + (of.isEmpty() ? "" : ".lastDay")))
          .containsKeys(
              "accepted", "erased", "ignored", "rejected", "unsigned", "throttled", "repeated");
    }
    assertThat(told.getList("items.findAll { !it.namesStorefront }.source"))
        .containsExactly("google", "trustpilot", "woocommerce", "yotpo");
    assertThat(told.getString("items[1].lastReceivedAt")).isNotNull();
    assertThat(told.getBoolean("items[1].askForUpdate")).isFalse();
    assertThat(list.body()).doesNotContain(JUDGEME_SECRET);
    assertThat(send(Doors.request(RIGA, "/v1/inbound").build()).statusCode()).isEqualTo(403);
  }

  @Test
  void aListLongerThanItsLimitIsOwedAndWhatCannotBeReadHasItsPrice() throws Exception {
    var items = "{\"id\":1,\"state\":\"draft\"}";
    var list = "{\"posts\":[" + String.join(",", Collections.nCopies(500, items)) + "]}";
    assertThat(withKey(LISTS, "forum", JSON, list).statusCode()).isEqualTo(200);
    assertThat(withKey(LISTS, "forum", JSON, "nonsense").statusCode()).isEqualTo(429);
  }
}
