package heed.alerting.telling;

import heed.alerting.Loop;
import heed.alerting.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Counts what waits and what was given up, forgets what came to an end long ago, and after a
 * rotation of the privacy key seals the secrets of endpoints anew.
 */
@ApplicationScoped
class Housekeeping {
  private static final int BATCH = 10_000;

  private final Transactions transactions;
  private final TellingMeters meters;
  private final TellingSettings settings;
  private final EndpointRows endpoints;
  private final Loop loop;

  Housekeeping(
      Transactions transactions,
      TellingMeters meters,
      TellingSettings settings,
      EndpointRows endpoints) {
    this.transactions = transactions;
    this.endpoints = endpoints;
    this.meters = meters;
    this.settings = settings;
    this.loop = new Loop("telling-housekeeping", Duration.ofSeconds(15), this::keep);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** True if there may be more to forget. */
  boolean keep() {
    var waiting = transactions.read(c -> DeliveryRows.count(c, "WAITING") + NoticeRows.count(c));
    var dead = transactions.read(c -> DeliveryRows.count(c, "DEAD"));
    var forMail = transactions.read(DeliveryRows::waitForMail);
    meters.audited(waiting, forMail, dead);
    meters.sealedBefore(transactions.read(endpoints::reseal));
    return transactions.read(c -> DeliveryRows.purge(c, settings.keep(), BATCH)) == BATCH;
  }
}
