package heed.sentiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.RepeatedTest;

/** A commit that fails is made good, also if no record comes after it to do so in passing. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(CommitAfterOutageTest.Impatient.class)
class CommitAfterOutageTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MOST_OUTAGES = 5;

  /** A second until it is tried, half of one until it fails, and a busy machine. */
  private static final Duration LONGER_THAN_A_COMMIT = Duration.ofSeconds(10);

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
      var outages = 0;
      while (!commitFellIntoAnOutage(probe, tagged)) {
        assertThat(++outages).as("outages that the commit came before").isLessThan(MOST_OUTAGES);
      }
      await()
          .atMost(SOON)
          .until(() -> probe.behind("sentiment-service", Topics.REVIEWS_RECEIVED) == 0);
    }
  }

  /** False if it was committed before the broker was away. */
  private static boolean commitFellIntoAnOutage(TopicProbe probe, TopicListener tagged)
      throws Exception {
    var id = UUID.randomUUID().toString();
    probe.send(received(id));
    assertThat(tagged.next(1, SOON, record -> id.equals(new String(record.key(), UTF_8))))
        .hasSize(1);
    try (var refused = new Refused()) {
      KafkaForTests.killBroker(); // before the second is over after which it is committed
      try {
        return refused.told();
      } finally {
        KafkaForTests.restartBroker();
      }
    }
  }

  /** Hears it told that a commit failed, which is told once of an outage. */
  private static final class Refused extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("heed.reading.KeptOffsets");

    private final CountDownLatch heard = new CountDownLatch(1);

    Refused() {
      LOG.addHandler(this);
    }

    boolean told() throws InterruptedException {
      return heard.await(LONGER_THAN_A_COMMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() == Level.WARNING.intValue()) {
        heard.countDown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOG.removeHandler(this);
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
