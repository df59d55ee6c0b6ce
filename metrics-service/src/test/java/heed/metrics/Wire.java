package heed.metrics;

import heed.events.AnswerPublished;
import heed.events.AnswerWithdrawn;
import heed.events.CaseChanged;
import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.InvitationChanged;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The outside of the service: events in, answers out. */
final class Wire implements AutoCloseable {
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());

  static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  static Response get(String path, Object... parameters) {
    return RestAssured.given().header("Authorization", TestKey.BEARER).get(path, parameters);
  }

  static JsonPath kpis(String storefront) {
    return get("/v1/kpis?window=90d&storefront={s}", storefront).jsonPath();
  }

  static void awaitReviews(String storefront, int n) {
    eventually().until(() -> kpis(storefront).getInt("reviews") == n);
  }

  TopicProbe probe() {
    return probe;
  }

  void send(ReviewTagged event) {
    send(Topics.REVIEWS_TAGGED, event.review().id().toString(), EventType.REVIEW_TAGGED, event);
  }

  void send(ReviewErased event) {
    send(Topics.REVIEWS_TAGGED, event.reviewId().toString(), EventType.REVIEW_ERASED, event);
  }

  void send(CustomerErased event) {
    send(Topics.REVIEWS_TAGGED, event.key(), EventType.CUSTOMER_ERASED, event);
  }

  void send(CaseChanged event) {
    send(Topics.CASES_CHANGED, event.reviewId().toString(), event.type(), event);
  }

  void send(AnswerPublished event) {
    var key = event.reviewId().toString();
    send(Topics.ANSWERS_PUBLISHED, key, EventType.ANSWER_PUBLISHED, event);
  }

  void send(AnswerWithdrawn event) {
    var key = event.reviewId().toString();
    send(Topics.ANSWERS_PUBLISHED, key, EventType.ANSWER_WITHDRAWN, event);
  }

  void send(InvitationChanged event) {
    var key = event.orderKey().toString();
    send(Topics.INVITATIONS_CHANGED, key, EventType.INVITATION_CHANGED, event);
  }

  private void send(String topic, String key, EventType type, Object event) {
    var record =
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), EventJson.write(event));
    new CloudEvent(UUID.randomUUID().toString(), "/heed/test", type, Instant.now())
        .headers()
        .forEach(record.headers()::add);
    probe.send(record);
  }

  void sendRaw(String topic, String key, String value, Map<String, String> headers) {
    probe.send(topic, key, value, headers);
  }

  static Map<String, String> headers(String type) {
    return Map.of(
        "ce_specversion",
        "1.0",
        "ce_id",
        "id-1",
        "ce_source",
        "/heed/test",
        "ce_type",
        type,
        "ce_time",
        "2026-11-23T10:00:00Z");
  }

  @Override
  public void close() {
    probe.close();
  }
}
