package heed.alerting;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Asks every minute whether a mark has been due for more than a minute and was not told, and how
 * many events have not left. A breach is looked for by its due time as well, so that a case that
 * was never put down for its next mark is found too: figures, and a detail of the readiness check.
 * It never turns a copy away for it: one that is late must not also be shut.
 */
@Readiness
@ApplicationScoped
class Auditor implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(Auditor.class);

  private final Transactions transactions;
  private final Meters meters;
  private final Loop loop;

  Auditor(Transactions transactions, Meters meters) {
    this.transactions = transactions;
    this.meters = meters;
    this.loop = new Loop("auditor", Duration.ofMinutes(1), this::audit);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** One at a time, so that what was counted later stands. */
  synchronized boolean audit() {
    var overdue =
        transactions.read(
            c ->
                count(
                    c,
                    """
                    select count(*) from (
                      select id from cases
                        where next_mark_at < (select clock_timestamp() - interval '1 minute')
                      union
                      select id from cases
                        where answered_at is null and stopped_at is null
                          and due_at < (select clock_timestamp() - interval '1 minute')
                          and (marked_until is null or marked_until < due_at)) as untold
                    """));
    var waiting =
        transactions.read(
            c ->
                count(
                    c,
                    """
                    select (select count(*) from outbox) + (select count(*) from answers_outbox)
                      + (select count(*) from invitations_outbox)
                    """));
    var oldest =
        transactions.read(
            c ->
                count(
                    c,
                    """
                    select coalesce(max(extract(epoch from clock_timestamp() - at) * 1000)::bigint, 0)
                    from (
                      (select e.at from outbox o join events e on e.id = o.event_id
                        order by o.event_id limit 1)
                      union all
                      (select at from answers_outbox order by id limit 1)
                      union all
                      (select put_at as at from invitations_outbox order by id limit 1)) as first
                    """));
    meters.audited(overdue, waiting, Duration.ofMillis(Math.max(0, oldest)));
    if (overdue > 0) {
      LOG.errorf("marks are overdue and not told: marks=%d", overdue);
    }
    return false;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("clocks")
        .up()
        .withData("marks overdue and not told", meters.overdue())
        .withData("events not sent", meters.outboxDepth())
        .build();
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
