package heed.sentiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.RepeatedTest;

/** A commit that fails is made good, also if no record comes after it to do so in passing. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(CommitAfterOutageTest.Impatient.class)
class CommitAfterOutageTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** A consumer by itself tries for a minute, and outages are longer than this one. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("mp.messaging.incoming.reviews-received.default.api.timeout.ms", "500");
    }
  }

  @RepeatedTest(2)
  void whatWasDoneIsCommittedOnceTheBrokerIsBack() throws Exception {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var tagged = probe.listen(Topics.REVIEWS_TAGGED)) {
      var id = UUID.randomUUID().toString();
      probe.send(received(id));
      assertThat(tagged.next(1, SOON, record -> id.equals(new String(record.key(), UTF_8))))
          .hasSize(1);
      KafkaForTests.killBroker(); // before the second is over after which it is committed
      KafkaForTests.restartBroker();
      await()
          .atMost(SOON)
          .until(() -> probe.behind("sentiment-service", Topics.REVIEWS_RECEIVED) == 0);
    }
  }

  private static ProducerRecord<byte[], byte[]> received(String id) {
    var review = StreamTaggerTest.review(UUID.fromString(id), "Laba kvalitāte");
    var event =
        new CloudEvent("ce-" + id, "/heed/review-ingest", EventType.REVIEW_RECEIVED, Instant.now());
    return new ProducerRecord<>(
        Topics.REVIEWS_RECEIVED,
        null,
        null,
        id.getBytes(UTF_8),
        EventJson.write(review),
        event.headers());
  }
}
