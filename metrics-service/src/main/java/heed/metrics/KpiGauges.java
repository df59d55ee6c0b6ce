package heed.metrics;

import heed.metrics.GaugeReading.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Shows KPIs per storefront among the figures of this service. They are read on a thread of its own
 * and never by who asks for the figures, so that a scrape is quick whatever the database does;
 * every copy shows the same, so a dashboard takes the greatest of them.
 */
@ApplicationScoped
class KpiGauges {
  private static final Logger LOG = Logger.getLogger(KpiGauges.class);

  private final Storefronts storefronts;
  private final Transactions transactions;
  private final GaugeSettings settings;
  private final Map<Gauge, MultiGauge> gauges = new EnumMap<>(Gauge.class);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("heed-kpi-gauges").daemon().unstarted(this::run);

  KpiGauges(
      Storefronts storefronts,
      Transactions transactions,
      GaugeSettings settings,
      MeterRegistry registry) {
    this.storefronts = storefronts;
    this.transactions = transactions;
    this.settings = settings;
    for (var gauge : Gauge.values()) {
      gauges.put(
          gauge,
          MultiGauge.builder(gauge.meter()).description(gauge.description()).register(registry));
    }
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    thread.join(Duration.ofSeconds(5));
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!stopping.await(settings.every().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a reading throws, the next one must come
  private void attempt() {
    try {
      refresh();
    } catch (Exception e) {
      LOG.warnf("KPIs not read for the figures; reason=%s", e.getClass().getSimpleName());
    }
  }

  /**
   * Each storefront is read in a transaction of its own, so that none lasts long; one at a time, so
   * that what was read later stands.
   */
  synchronized void refresh() {
    var rows = new EnumMap<Gauge, List<MultiGauge.Row<?>>>(Gauge.class);
    for (var storefront : storefronts.ours().stream().limit(settings.storefronts()).toList()) {
      var readings = transactions.read(c -> GaugeReading.of(c, storefront));
      readings.forEach(
          (gauge, value) ->
              rows.computeIfAbsent(gauge, g -> new ArrayList<>())
                  .add(MultiGauge.Row.of(Tags.of("storefront", storefront), value)));
    }
    gauges.forEach((gauge, meter) -> meter.register(rows.getOrDefault(gauge, List.of()), true));
  }
}
