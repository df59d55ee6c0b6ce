package heed.sentiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.Logged;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Logs outlive an erasure: whatever comes, well or ill, nothing of it is in them. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class LogsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> MARKED = List.of("MARKEDTEXT", "MARKEDCUSTOMER", "MARKEDKEY");

  @Test
  void nothingThatIsReadIsLogged() {
    try (var logged = new Logged();
        var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var tagged = probe.listen(Topics.REVIEWS_TAGGED);
        var letters = probe.listen(Topics.SENTIMENT_DEAD_LETTER)) {
      var id = UUID.randomUUID();
      probe.send(
          event(
              id.toString(),
              EventType.REVIEW_RECEIVED,
              StreamTaggerTest.review(id, "MARKEDTEXT, und der Kessel leckt")));
      var gone = new CustomerErased("riga-shop", "MARKEDCUSTOMER", Instant.now(), null);
      probe.send(event(gone.key(), EventType.CUSTOMER_ERASED, gone));
      probe.send(Topics.REVIEWS_RECEIVED, "MARKEDKEY", "{\"text\": \"MARKEDTEXT", Map.of());
      var unreadable =
          new ProducerRecord<>(
              Topics.REVIEWS_RECEIVED,
              "MARKEDKEY".getBytes(UTF_8),
              "{\"text\": \"MARKEDTEXT".getBytes(UTF_8));
      new CloudEvent("1", "/heed/review-ingest", EventType.REVIEW_RECEIVED, Instant.now())
          .headers()
          .forEach(unreadable.headers()::add);
      probe.send(unreadable);
      var keys = List.of(id.toString(), gone.key());
      assertThat(tagged.next(2, SOON, r -> keys.contains(new String(r.key(), UTF_8))))
          .extracting(r -> new String(r.key(), UTF_8))
          .containsAll(keys);
      letters.next(2, SOON, r -> new String(r.key(), UTF_8).equals("MARKEDKEY"));
      asked("{\"text\": \"MARKEDTEXT, und der Kessel leckt\"}", 200);
      asked("{\"text\": \"MARKEDTEXT", 400);
      asked("{\"MARKEDTEXT\": 1}", 400);

      assertThat(logged.lines())
          .as("what is looked for was logged")
          .anyMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("laid aside"));
      for (var marked : MARKED) {
        assertThat(logged.lines()).as(marked).noneMatch(line -> line.contains(marked));
      }
    }
  }

  private static void asked(String body, int status) {
    RestAssured.given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body(body)
        .post("/v1/tags")
        .then()
        .statusCode(status);
  }

  private static ProducerRecord<byte[], byte[]> event(String key, EventType type, Object event) {
    var headers = new CloudEvent("ce-" + key, "/heed/review-ingest", type, Instant.now()).headers();
    return new ProducerRecord<>(
        Topics.REVIEWS_RECEIVED, null, null, key.getBytes(UTF_8), EventJson.write(event), headers);
  }
}
