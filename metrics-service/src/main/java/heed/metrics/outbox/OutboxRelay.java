package heed.metrics.outbox;

import heed.events.CloudEvent;
import heed.events.EventType;
import heed.metrics.Repeating;
import heed.metrics.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the outbox holds. One copy at a time does; of a key the next event leaves only after
 * the broker acknowledged the one before. On failure an event stays in the outbox and is sent again
 * under the same {@code ce_id}; a crash between the acknowledgement and the deletion repeats it.
 */
@ApplicationScoped
class OutboxRelay {
  private static final String SOURCE = "/heed/metrics-service";
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int BATCH = 1000;

  /** So many rows that are gone make it slow to find the first that is not. */
  private static final int SWEEP = 20_000;

  private static final String READ =
      "select id, topic, key, ce_id, type, at, data from outbox order by id limit " + BATCH;

  private final Producer<byte[], byte[]> producer;
  private final String url;
  private final String user;
  private final String password;
  private final Repeating repeating = new Repeating("outbox", PAUSE, this::relay);
  private @Nullable SendingRight right;
  private int gone;

  OutboxRelay(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
    producer =
        new KafkaProducer<>(settings(broker), new ByteArraySerializer(), new ByteArraySerializer());
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** What is put here wins over {@code kafka.*}: no configuration may lose an event. */
  static Map<String, Object> settings(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.remove("group.id");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000L);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return settings;
  }

  /** An event that waits. */
  private record Waiting(long id, String slot, ProducerRecord<byte[], byte[]> record) {}

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  void stop(@Observes ShutdownEvent event) throws SQLException {
    repeating.close();
    producer.close(Duration.ofSeconds(5));
    letGo();
  }

  /** Sends one batch; true if more may wait. A failure of the session gives the right away. */
  boolean relay() throws SQLException, InterruptedException {
    try {
      var mine = right == null ? SendingRight.open(url, user, password) : right;
      right = mine;
      if (!mine.held()) {
        return false;
      }
      var waiting = read(mine);
      var left = new ArrayList<>(waiting);
      while (!left.isEmpty()) {
        send(mine, wave(left));
      }
      sweep(mine, waiting.size());
      return waiting.size() == BATCH;
    } catch (SQLException e) {
      letGo();
      throw e;
    }
  }

  private static List<Waiting> read(SendingRight mine) throws SQLException {
    var waiting = new ArrayList<Waiting>();
    try (var statement = mine.session().prepareStatement(READ);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var at = rows.getObject("at", OffsetDateTime.class).toInstant();
        var type = EventType.of(rows.getString("type"));
        var id = rows.getObject("ce_id", UUID.class).toString();
        var key = rows.getString("key");
        waiting.add(
            new Waiting(
                rows.getLong("id"),
                rows.getString("topic") + " " + key,
                new ProducerRecord<>(
                    rows.getString("topic"),
                    null,
                    key.getBytes(StandardCharsets.UTF_8),
                    rows.getString("data").getBytes(StandardCharsets.UTF_8),
                    new CloudEvent(id, SOURCE, type, at).headers())));
      }
    }
    return waiting;
  }

  /** The next event of each key, taken out of what is left. */
  private static List<Waiting> wave(List<Waiting> left) {
    Set<String> seen = new HashSet<>();
    var wave = left.stream().filter(w -> seen.add(w.slot())).toList();
    left.removeAll(new HashSet<>(wave));
    return wave;
  }

  /**
   * Sends them side by side and deletes what was acknowledged.
   *
   * @throws KafkaException if any was not: what waits behind it must wait on
   */
  private void send(SendingRight mine, List<Waiting> wave)
      throws SQLException, InterruptedException {
    var sending = new ArrayList<Future<RecordMetadata>>();
    for (var waiting : wave) {
      sending.add(producer.send(waiting.record()));
      if (sending.getLast().state() == Future.State.FAILED) {
        break; // the broker is away: each further one would only wait for it again
      }
    }
    var sent = new ArrayList<Long>();
    for (var i = 0; i < sending.size(); i++) {
      if (acknowledged(sending.get(i))) {
        sent.add(wave.get(i).id());
      }
    }
    try (var statement =
        mine.session().prepareStatement("delete from outbox where id = any (?::bigint[])")) {
      new Sql(mine.session(), statement).texts(sent);
      statement.executeUpdate();
    }
    if (sent.size() < wave.size()) {
      throw new KafkaException("the broker did not take every event");
    }
  }

  /**
   * The server sweeps by itself once a minute, and a backlog leaves hundreds of thousands of rows
   * in that time, over which each reading climbs.
   */
  private void sweep(SendingRight mine, int sent) throws SQLException {
    gone += sent;
    if (gone >= SWEEP) {
      gone = 0;
      try (var statement = mine.session().createStatement()) {
        statement.execute("vacuum (skip_locked, truncate false) outbox");
      }
    }
  }

  private static boolean acknowledged(Future<RecordMetadata> sending) throws InterruptedException {
    try {
      sending.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private void letGo() throws SQLException {
    var mine = right;
    right = null;
    if (mine != null) {
      mine.close();
    }
  }
}
