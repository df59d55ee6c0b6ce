package heed.alerting.audit;

import heed.alerting.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forgets lines that are older than they have to be kept. */
@ApplicationScoped
class AuditPurge {
  private static final Logger LOG = Logger.getLogger(AuditPurge.class);
  private static final int BATCH = 10_000;

  private final Transactions transactions;
  private final AuditSettings settings;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("audit-purge").unstarted(work));

  AuditPurge(Transactions transactions, AuditSettings settings) {
    this.transactions = transactions;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    clock.scheduleWithFixedDelay(this::tryToForget, 10, 60, TimeUnit.MINUTES);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  private void tryToForget() {
    try {
      while (forget() == BATCH) {
        LOG.debug("more lines of the audit log are old");
      }
    } catch (RuntimeException e) {
      LOG.warnf("old lines of the audit log stay for now: %s", e.getClass().getSimpleName());
    }
  }

  int forget() {
    return AuditRows.forget(transactions, settings.retention(), BATCH);
  }
}
