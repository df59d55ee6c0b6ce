package heed.alerting;

import heed.events.CloudEvent;
import heed.events.EventType;
import heed.events.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Sends public answers and their withdrawals to {@code answers-published}, those of a review in
 * their order: of a review the next leaves only after the broker acknowledged the one before.
 */
@ApplicationScoped
class AnswersRelay implements QuietRelay.Outbox {
  static final String CHANNEL = Topics.ANSWERS_PUBLISHED;
  private static final String SOURCE = "/heed/alerting-service";
  private static final int BATCH = 100;

  /** The first of each review. */
  private static final String READ =
      """
      select distinct on (review_id) id, review_id, ce_id, type, at, data
      from (select * from answers_outbox order by id limit ?) as waiting
      order by review_id, id
      """;

  private final QuietRelay relay;

  AnswersRelay(
      @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * BATCH)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
    var database = new QuietRelay.Database(url, user, password);
    this.relay = new QuietRelay("answers", ShardLocks.ANSWERS, emitter, database, this);
  }

  void start(@Observes StartupEvent event) {
    relay.start();
  }

  void stop(@Observes ShutdownEvent event) {
    relay.close();
  }

  @Override
  public List<QuietRelay.Waiting> read(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        READ,
        row -> new QuietRelay.Waiting(String.valueOf(row.getLong("id")), record(row)),
        BATCH);
  }

  @Override
  public void forget(Connection connection, List<String> ids) throws SQLException {
    Sql.update(connection, "delete from answers_outbox where id = any (?::bigint[])", ids);
  }

  private static ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
    var id = row.getObject("ce_id", UUID.class).toString();
    var type = EventType.of(row.getString("type"));
    var headers = new CloudEvent(id, SOURCE, type, CaseRows.at(row, "at")).headers();
    return new ProducerRecord<>(
        Topics.ANSWERS_PUBLISHED,
        null,
        row.getString("review_id").getBytes(StandardCharsets.UTF_8),
        row.getString("data").getBytes(StandardCharsets.UTF_8),
        headers);
  }
}
