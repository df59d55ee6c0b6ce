package heed.metrics.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Segment;
import heed.events.SegmentEntered;
import heed.events.Topics;
import heed.metrics.Transactions;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @Inject Transactions transactions;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private final String shop = "outbox-" + UUID.randomUUID();

  private Outgoing outgoing(String customer, int step) {
    var event =
        new SegmentEntered(shop, customer, Segment.NEW, Instant.EPOCH, List.of("step " + step));
    return new Outgoing(
        Topics.CUSTOMER_SEGMENTS,
        event.key(),
        UUID.randomUUID(),
        EventType.SEGMENT_ENTERED,
        Instant.EPOCH,
        event);
  }

  private void write(List<Outgoing> events) throws SQLException {
    transactions.write(
        connection -> {
          Outbox.write(connection, events);
          return true;
        });
  }

  private boolean mine(ConsumerRecord<byte[], byte[]> heard) {
    return new String(heard.key(), StandardCharsets.UTF_8).contains(shop);
  }

  @Test
  void everyEventLeavesOnceAndOfAKeyInOrder() throws SQLException {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var topic = probe.listen(Topics.CUSTOMER_SEGMENTS)) {
      var ids = new ArrayList<String>();
      for (var step = 0; step < 30; step++) {
        var events = new ArrayList<Outgoing>();
        for (var customer = 0; customer < 10; customer++) {
          events.add(outgoing("c-" + customer, step));
        }
        events.forEach(e -> ids.add(e.id().toString()));
        write(events);
      }
      var heard = topic.next(300, SOON, this::mine);
      assertThat(heard)
          .extracting(r -> TopicListener.header(r, "ce_id"))
          .containsExactlyInAnyOrderElementsOf(ids);
      var steps = new HashMap<String, Integer>();
      for (var record : heard) {
        var event = EventJson.read(record.value(), SegmentEntered.class);
        var before = steps.put(event.customerId(), step(event));
        assertThat(step(event)).isEqualTo(before == null ? 0 : before + 1);
      }
      assertThat(topic.drain(Duration.ofSeconds(1))).noneMatch(this::mine);
    }
  }

  /** Else the way to the first that is left grows with each that is gone. */
  @Test
  void whatIsGoneOfABacklogIsSweptAway() throws SQLException {
    var swept = swept();
    for (var some = 0; some < 25; some++) {
      var part = some;
      write(
          IntStream.range(0, 1_000).mapToObj(i -> outgoing("many-" + part + "-" + i, 0)).toList());
    }
    await().atMost(SOON).until(() -> swept() > swept);
  }

  private long swept() {
    return transactions.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select vacuum_count + autovacuum_count from pg_stat_user_tables where relname = 'outbox'")) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  private static int step(SegmentEntered event) {
    return Integer.parseInt(event.rules().getFirst().substring("step ".length()));
  }

  @Test
  void whatIsRolledBackNeverLeaves() {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var topic = probe.listen(Topics.CUSTOMER_SEGMENTS)) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () ->
                      transactions.write(
                          connection -> {
                            Outbox.write(connection, List.of(outgoing("c-1", 0)));
                            throw new SQLException("on purpose");
                          })))
          .hasMessage("on purpose");
      assertThat(topic.drain(Duration.ofSeconds(1))).noneMatch(this::mine);
    }
  }

  @Test
  void oneCopyAtATimeHasTheRightToSend() throws SQLException {
    try (var second = SendingRight.open(url, user, password)) {
      // The service that runs beside this test has it.
      org.awaitility.Awaitility.await().atMost(SOON).until(() -> !second.held());
    }
  }

  @Test
  void noConfigurationMayLoseAnEvent() {
    assertThat(OutboxRelay.settings(Map.of("acks", "1", "enable.idempotence", "false")))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true);
  }
}
