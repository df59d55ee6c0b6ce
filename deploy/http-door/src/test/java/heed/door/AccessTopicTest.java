package heed.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.AccessChanged;
import heed.events.EventJson;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The topic as the doors hear it: a real broker, two doors that know nothing of each other. */
class AccessTopicTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private final String bootstrap = KafkaForTests.startOnce();

  private static void tell(TopicProbe probe, AccessChanged change) {
    tell(probe, change.id(), EventJson.write(change));
  }

  private static void tell(TopicProbe probe, String key, byte[] value) {
    probe.send(
        new ProducerRecord<>(Topics.ACCESS_CHANGED, key.getBytes(StandardCharsets.UTF_8), value));
  }

  @Test
  void whatWasSaidBeforeIsKnownAndWhatIsSaidLaterIsHeardAtEveryDoor() {
    var id = "key-" + UUID.randomUUID();
    var first = new AccessTopic(Map.of("bootstrap.servers", bootstrap));
    var second = new AccessTopic(Map.of("bootstrap.servers", bootstrap));
    try (var probe = TopicProbe.at(bootstrap)) {
      tell(probe, "unreadable", "{".getBytes(StandardCharsets.UTF_8));
      tell(probe, Said.program(id, 1, Said.key(id, null)));
      assertThat(first.complete()).isFalse();
      first.start();
      await().atMost(SOON).until(first::complete);
      assertThat(first.byKey(Said.hash(id))).extracting(Holder::id).isEqualTo(id);
      second.start();
      await().atMost(SOON).until(second::complete);
      tell(probe, Said.revoked(id, 2));
      for (var door : new AccessTopic[] {first, second}) {
        await().atMost(SOON).until(() -> door.byKey(Said.hash(id)) == null);
        assertThat(door.byId(id)).isNull();
      }
    } finally {
      first.stop();
      second.stop();
    }
  }

  @Test
  void aBrokerThatIsNotThereFailsNothingAndKnowsNobody() {
    var door = new AccessTopic(Map.of("bootstrap.servers", "127.0.0.1:1"));
    door.start();
    assertThat(door.complete()).isFalse();
    assertThat(door.byKey(Said.hash("anything"))).isNull();
    door.stop();
    assertThat(new AccessTopic((Map<String, Object>) null).complete()).isTrue();
  }
}
