package heed.alerting.access;

import heed.alerting.Loop;
import heed.alerting.QuietRelay;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Tells every door of those who may come in, and no longer, on {@code access-changed}: each as he
 * is when it leaves, since only that matters. At the start and once an hour everybody is told of
 * again, so that a broker that lost its topics learns them from the rows.
 */
@ApplicationScoped
class AccessRelay implements QuietRelay.Outbox {
  static final String CHANNEL = Topics.ACCESS_CHANGED;

  /** That of its outbox among the locks of outboxes. */
  private static final int LOCK = 0x48656566;

  private static final String SOURCE = "/heed/alerting-service";
  private static final UUID HOLDERS = UUID.fromString("5d1c3f7a-9b42-5e0d-8c6f-2a7b1e9d4c30");
  private static final int BATCH = 100;
  private static final String READ =
      """
      select h.* from holders h
      join (select holder_id from access_outbox order by change limit ?) as o on o.holder_id = h.id
      """;

  /**
   * One that changed meanwhile goes on waiting. A row may be older than what was sent: whoever is
   * told of again may have changed, and been sent, while his row was written.
   */
  private static final String FORGET =
      """
      delete from access_outbox o using unnest(?::text[]) as sent (id)
      where o.holder_id = split_part(sent.id, '@', 1)
        and o.change <= split_part(sent.id, '@', 2)::bigint
      """;

  private final QuietRelay relay;
  private final Loop again;

  AccessRelay(
      @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * BATCH)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      Transactions transactions,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
    var database = new QuietRelay.Database(url, user, password);
    this.relay = new QuietRelay("access changes", LOCK, emitter, database, this);
    this.again =
        new Loop(
            "access-again",
            Duration.ofHours(1),
            () -> transactions.call(Duration.ofSeconds(20), AccessRows::tellAll) < 0);
  }

  void start(@Observes StartupEvent event) {
    relay.start();
    again.start();
  }

  void stop(@Observes ShutdownEvent event) {
    again.close();
    relay.close();
  }

  @Override
  public List<QuietRelay.Waiting> read(Connection connection) throws SQLException {
    return Sql.list(connection, READ, row -> waiting(AccessRows.read(row)), BATCH);
  }

  @Override
  public void forget(Connection connection, List<String> ids) throws SQLException {
    Sql.update(connection, FORGET, ids);
  }

  private static QuietRelay.Waiting waiting(Entry entry) {
    var change = entry.id() + "@" + entry.stamp().change();
    var type = EventType.ACCESS_CHANGED;
    var id = Ids.fact(HOLDERS, type, change).toString();
    var headers = new CloudEvent(id, SOURCE, type, entry.stamp().changedAt()).headers();
    return new QuietRelay.Waiting(
        change,
        new ProducerRecord<>(
            Topics.ACCESS_CHANGED,
            null,
            entry.id().getBytes(StandardCharsets.UTF_8),
            EventJson.write(entry.told()),
            headers));
  }
}
