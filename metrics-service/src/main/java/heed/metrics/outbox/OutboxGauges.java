package heed.metrics.outbox;

import heed.metrics.Repeating;
import heed.metrics.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Tells how much waits in the outbox, and how long the first of it has waited. */
@ApplicationScoped
class OutboxGauges {
  private static final String READ =
      """
      select count(*), coalesce(extract(epoch from clock_timestamp()
        - (select at from outbox order by id limit 1)), 0)
      from outbox
      """;

  /**
   * @param age in seconds, of the oldest
   */
  private record Waiting(long events, double age) {}

  private final Transactions transactions;
  private final Repeating repeating =
      new Repeating("outbox-gauges", Duration.ofSeconds(15), this::look);
  private volatile Waiting waiting = new Waiting(0, 0);

  OutboxGauges(Transactions transactions, MeterRegistry registry) {
    this.transactions = transactions;
    Gauge.builder("heed.outbox.depth", () -> waiting.events())
        .description("Events and answers that have not left")
        .register(registry);
    Gauge.builder("heed.outbox.age.seconds", () -> waiting.age())
        .description("Age of the oldest that has not left")
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  void stop(@Observes ShutdownEvent event) {
    repeating.close();
  }

  private boolean look() {
    waiting = transactions.read(OutboxGauges::read);
    return false;
  }

  private static Waiting read(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(READ);
        var rows = statement.executeQuery()) {
      rows.next();
      return new Waiting(rows.getLong(1), Math.max(0, rows.getDouble(2)));
    }
  }
}
