package heed.ingest;

import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.AccessChanged;
import heed.events.EventJson;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Keys that alerting-service tells of open this door, and none once it tells that they do not. */
@QuarkusTest
@TestProfile(ManagedKeysTest.Told.class)
@QuarkusTestResource(KafkaForTests.class)
class ManagedKeysTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String KEY = "heed_of_a_till";
  private static final String REVIEW =
      """
      {"externalId": "till-1", "storefront": "%s", "product": {"id": "sku-1"}, "text": "Fine."}
      """;

  /** As in production: the topic is read. */
  public static final class Told extends Doors.Profile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var settings = new HashMap<>(super.getConfigOverrides());
      settings.put("heed.access.topic.enabled", "true");
      return settings;
    }
  }

  private static int status(String key, String storefront) throws Exception {
    return post(key, JSON, REVIEW.formatted(storefront)).statusCode();
  }

  private static void tell(TopicProbe probe, long version, boolean revoked) {
    var keys =
        revoked
            ? List.<AccessChanged.Key>of()
            : List.of(new AccessChanged.Key(TestKey.sha256(KEY), null));
    var change =
        new AccessChanged(
            "key-till",
            AccessChanged.Kind.KEY,
            "till",
            keys,
            List.of("riga-shop"),
            List.of("storefront"),
            List.of("*"),
            revoked,
            revoked,
            0,
            version,
            Instant.now());
    probe.send(
        new ProducerRecord<>(
            Topics.ACCESS_CHANGED,
            "key-till".getBytes(StandardCharsets.UTF_8),
            EventJson.write(change)));
  }

  @Test
  void aKeyOpensWhenItIsToldOfForItsStorefrontOnlyAndNotOnceItIsRevoked() throws Exception {
    assertThat(status(RIGA, "riga-shop")).isEqualTo(202);
    await().atMost(SOON).until(() -> status(KEY, "riga-shop") == 401);
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers())) {
      tell(probe, 1, false);
      await().atMost(SOON).until(() -> status(KEY, "riga-shop") == 202);
      assertThat(status(KEY, "tartu-shop")).isEqualTo(403);
      tell(probe, 2, true);
      await().atMost(SOON).until(() -> status(KEY, "riga-shop") == 401);
    }
    assertThat(status(RIGA, "riga-shop")).isEqualTo(202);
  }
}
