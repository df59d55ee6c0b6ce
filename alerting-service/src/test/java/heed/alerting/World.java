package heed.alerting;

import static io.restassured.RestAssured.given;

import heed.events.CaseChanged;
import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/** What stands around the service: the stream before it, the topics behind it, its HTTP door. */
final class World implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final AtomicLong REVISIONS = new AtomicLong(System.currentTimeMillis());

  final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());
  final TopicListener told = probe.listen(Topics.CASES_CHANGED);
  final TopicListener letters = probe.listen(Topics.ALERTING_DEAD_LETTER);

  static long revision() {
    return REVISIONS.incrementAndGet();
  }

  static ReviewTagged negative(UUID id, String text) {
    return Given.tagged(
        id, "riga-shop", "c-" + id, revision(), Label.NEGATIVE, 1, text, Instant.now());
  }

  static ReviewTagged positive(UUID id, String text) {
    return Given.tagged(
        id, "riga-shop", "c-" + id, revision(), Label.POSITIVE, 5, text, Instant.now());
  }

  void send(ReviewTagged event) {
    send(event.review().id().toString(), EventType.REVIEW_TAGGED, event);
  }

  void send(ReviewErased event) {
    send(event.reviewId().toString(), EventType.REVIEW_ERASED, event);
  }

  void send(CustomerErased event) {
    send(event.key(), EventType.CUSTOMER_ERASED, event);
  }

  private void send(String key, EventType type, Object event) {
    probe.send(record(key, type, EventJson.write(event)));
  }

  static ProducerRecord<byte[], byte[]> record(String key, EventType type, byte[] value) {
    var headers =
        new CloudEvent(UUID.randomUUID().toString(), "/heed/sentiment-service", type, Instant.now())
            .headers();
    return new ProducerRecord<>(Topics.REVIEWS_TAGGED, null, key.getBytes(), value, headers);
  }

  /** Sends a negative review, and waits for its case. */
  UUID openCase(String text) {
    var id = UUID.randomUUID();
    send(negative(id, text));
    return awaitCase(id);
  }

  UUID awaitCase(UUID reviewId) {
    var id = Ids.caseOf(reviewId);
    Awaitility.await().atMost(SOON).until(() -> status(id) == 200);
    return id;
  }

  /** An endpoint that hears what a team or an escalation sends it, and where nobody listens. */
  static void listen(String id) {
    var body =
        "{\"id\":\"%s\",\"kind\":\"WEBHOOK\",\"url\":\"https://127.0.0.1:9/\",\"events\":[]}";
    asTest()
        .contentType("application/json")
        .body(body.formatted(id))
        .post("/v1/endpoints")
        .then()
        .statusCode(201);
  }

  int status(UUID caseId) {
    return asTest().get("/v1/cases/" + caseId).statusCode();
  }

  static RequestSpecification asTest() {
    return given().header("Authorization", TestKey.BEARER);
  }

  static Response get(UUID caseId) {
    return asTest().get("/v1/cases/" + caseId);
  }

  static Response post(UUID caseId, String act, String ifMatch, String body) {
    var request = asTest();
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (body != null) {
      request.contentType("application/json").body(body);
    }
    return request.post("/v1/cases/" + caseId + "/" + act);
  }

  /** The events of a case as they came, up to the first of that type; repeats by ce_id left out. */
  List<CaseChanged> eventsUntil(UUID caseId, EventType last) {
    var ids = new HashSet<String>();
    var events = new ArrayList<CaseChanged>();
    while (events.isEmpty() || events.getLast().type() != last) {
      for (var heard : told.next(1, SOON, r -> event(r).caseId().equals(caseId))) {
        // What came along with the last one is left out, too.
        if ((events.isEmpty() || events.getLast().type() != last)
            && ids.add(TopicListener.header(heard, "ce_id"))) {
          events.add(event(heard));
        }
      }
    }
    return events;
  }

  static CaseChanged event(ConsumerRecord<byte[], byte[]> heard) {
    return EventJson.readCase(EventType.of(TopicListener.header(heard, "ce_type")), heard.value());
  }

  @Override
  public void close() {
    told.close();
    letters.close();
    probe.close();
  }
}
