package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CustomerErased;
import heed.events.Tags.Label;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Everything that ever came, read again from the earliest offset by a group that is new. */
@QuarkusTest
class ReplayTest {
  private static final String SHOP = "replayed";
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Inject Intake intake;
  @Inject Recount recount;
  @Inject Transactions transactions;

  @Test
  void aReplayOfAllTopicsFromTheEarliestOffsetChangesNoNumber() throws InterruptedException {
    try (var wire = new Wire()) {
      for (var i = 0; i < 30; i++) {
        var given = given(i);
        wire.send(given.event(1));
        wire.send(given.caseEvent(1, Status.OPEN, SlaStatus.RUNNING, null, Recovery.NONE));
        if (i % 3 == 0) {
          wire.send(given.stars(5, Label.POSITIVE).event(2));
          wire.send(
              given.caseEvent(
                  2, Status.ANSWERED, SlaStatus.MET, NOW.minusSeconds(60), Recovery.POSSIBLE));
        }
      }
      wire.send(given(4).gone(9));
      wire.send(new CustomerErased(SHOP, "c-1", NOW, 5L));
      Wire.eventually().until(() -> Wire.kpis(SHOP).getInt("reviews") == 23);
      Wire.eventually().until(() -> Wire.kpis(SHOP).getInt("sla.met") == 10);
      for (var topic : List.of(Topics.REVIEWS_TAGGED, Topics.CASES_CHANGED)) {
        Wire.eventually().until(() -> wire.probe().behind("metrics-service", topic) == 0);
      }
    }
    Wire.eventually().until(() -> recount.differences(Recount.Of.storefront(SHOP)).isEmpty());
    var before = stored();
    readAgain();
    var after = stored();
    assertThat(without(after, before)).as("what only the replay made").isEmpty();
    assertThat(without(before, after)).as("what the replay lost").isEmpty();
    assertThat(recount.differences(Recount.Of.storefront(SHOP))).isEmpty();
  }

  /** Reviews 1, 6, 11 ... are by the customer who is erased; 4 is erased alone. */
  private static Given given(int i) {
    return Given.review(SHOP, "r" + i)
        .by(i % 5 == 0 ? null : "c-" + i % 5)
        .stars(1, Label.NEGATIVE)
        .received(NOW.minusSeconds(600 + i));
  }

  private void readAgain() throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            KafkaForTests.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            "metrics-service-anew",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      var partitions = new ArrayList<TopicPartition>();
      for (var topic : List.of(Topics.REVIEWS_TAGGED, Topics.CASES_CHANGED)) {
        consumer
            .partitionsFor(topic)
            .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        var batch = consumer.poll(Duration.ofSeconds(1));
        if (!batch.isEmpty()) {
          intake.take(batch);
        }
      }
    }
  }

  private static List<String> without(List<String> rows, List<String> others) {
    var known = Set.copyOf(others);
    return rows.stream().filter(row -> !known.contains(row)).toList();
  }

  /** Everything that is kept, of every storefront. */
  private List<String> stored() {
    return transactions.read(
        connection -> {
          var rows = new ArrayList<String>();
          for (var table :
              List.of(
                  "reviews",
                  "counters",
                  "reviewers",
                  "cause_sums",
                  "customers",
                  "response_times")) {
            try (var statement =
                    connection.prepareStatement("select to_json(t)::text from " + table + " t");
                var result = statement.executeQuery()) {
              while (result.next()) {
                rows.add(result.getString(1));
              }
            }
          }
          rows.sort(null);
          return rows;
        });
  }
}
