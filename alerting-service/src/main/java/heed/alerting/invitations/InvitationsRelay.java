package heed.alerting.invitations;

import heed.alerting.QuietRelay;
import heed.alerting.Sql;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import heed.events.Product;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/**
 * Tells on {@code invitations-changed} what became of invitations. The database puts down what
 * happened, in the transaction in which it does, whoever writes it; the event carries the
 * invitation as it is when it leaves. Of one that is forgotten by then nothing leaves but that it
 * is.
 */
@ApplicationScoped
class InvitationsRelay implements QuietRelay.Outbox {
  static final String CHANNEL = Topics.INVITATIONS_CHANGED;

  /** That of its outbox among the locks of outboxes. */
  private static final int LOCK = 0x48656567;

  private static final String SOURCE = "/heed/alerting-service";
  private static final int BATCH = 500;

  /** The first of each order. */
  private static final String READ =
      """
      select distinct on (o.order_key) o.id, o.order_key as told_key, o.storefront as told_of,
        o.what, o.at, i.*
      from (select * from invitations_outbox order by id limit ?) as o
      left join invitations i on i.order_key = o.order_key
      order by o.order_key, o.id
      """;

  private final QuietRelay relay;

  InvitationsRelay(
      @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * BATCH)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") String password) {
    var database = new QuietRelay.Database(url, user, password);
    this.relay = new QuietRelay("invitations", LOCK, emitter, database, this);
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
        row -> new QuietRelay.Waiting(String.valueOf(row.getLong("id")), record(event(row))),
        BATCH);
  }

  @Override
  public void forget(Connection connection, List<String> ids) throws SQLException {
    Sql.update(connection, "delete from invitations_outbox where id = any (?::bigint[])", ids);
  }

  private static InvitationChanged event(ResultSet row) throws SQLException {
    return event(
        row.getObject("told_key", UUID.class),
        row.getString("told_of"),
        What.valueOf(row.getString("what")),
        Sql.at(row, "at"),
        row.getObject("order_key") == null ? null : InvitationRows.read(row));
  }

  /**
   * What is told.
   *
   * @param invitation as it is now; null if it is not kept any more
   */
  static InvitationChanged event(
      UUID orderKey, String storefront, What what, Instant at, @Nullable Invitation invitation) {
    var order = invitation == null ? null : invitation.order();
    if (what == What.FORGOTTEN || invitation == null || order == null) {
      return new InvitationChanged(
          orderKey,
          storefront,
          What.FORGOTTEN,
          at,
          -1,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }
    var moments = invitation.moments();
    return new InvitationChanged(
        orderKey,
        storefront,
        what,
        at,
        invitation.revision(),
        order.products().stream().map(Product::id).distinct().toList(),
        order.language(),
        order.country(),
        moments.sentAt(),
        moments.remindedAt(),
        moments.openedAt(),
        moments.answeredAt(),
        moments.declinedAt(),
        moments.bouncedAt());
  }

  private static ProducerRecord<byte[], byte[]> record(InvitationChanged event) {
    var type = EventType.INVITATION_CHANGED;
    var id = Ids.fact(event.orderKey(), type, event.what().name()).toString();
    return new ProducerRecord<>(
        Topics.INVITATIONS_CHANGED,
        null,
        event.orderKey().toString().getBytes(StandardCharsets.UTF_8),
        EventJson.write(event),
        new CloudEvent(id, SOURCE, type, event.at()).headers());
  }
}
