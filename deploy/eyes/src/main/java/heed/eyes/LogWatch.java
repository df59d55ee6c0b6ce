package heed.eyes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks every quarter of a minute whether the broker answers, how far this service's readers are
 * behind and whether they move. It looks on a thread of its own, so a scrape is quick whatever the
 * broker does; every copy shows the same, so a dashboard takes the greatest of them.
 */
@ApplicationScoped
public class LogWatch {
  private static final Logger LOG = Logger.getLogger(LogWatch.class);

  private final Map<String, Object> broker;
  private final Duration every;
  private final Map<Reading, Standstill> readings = new LinkedHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Clock clock = Clock.systemUTC();
  private final Thread thread =
      Thread.ofPlatform().name("heed-log-watch").daemon().unstarted(this::run);
  private volatile int reachable = 1;
  private @Nullable Offsets offsets;

  LogWatch(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      Config config,
      @ConfigProperty(name = "heed.watch.every", defaultValue = "15s") Duration every,
      MeterRegistry registry) {
    this.broker = broker;
    this.every = every;
    Reading.of(config).forEach(reading -> readings.put(reading, new Standstill()));
    Gauge.builder("heed.broker.reachable", () -> reachable)
        .description("1 if the broker answered when it was last asked, else 0")
        .register(registry);
    readings.forEach((reading, standstill) -> show(registry, reading, standstill));
  }

  private void show(MeterRegistry registry, Reading reading, Standstill standstill) {
    Gauge.builder("heed.consumer.lag.records", standstill, Standstill::lag)
        .description("Records of the topic that the group has not committed")
        .tags("group", reading.group(), "topic", reading.topic())
        .register(registry);
    Gauge.builder(
            "heed.consumer.stuck.seconds",
            standstill,
            s -> s.stuck(clock.instant()).toMillis() / 1000.0)
        .description("For how long a partition's committed offset has not moved while records wait")
        .tags("group", reading.group(), "topic", reading.topic())
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    thread.interrupt();
    thread.join(Duration.ofSeconds(5));
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (offsets != null) {
        offsets.close();
      }
    }
  }

  private void attempt() throws InterruptedException {
    try {
      look();
      reachable = 1;
    } catch (ExecutionException | KafkaException e) {
      if (reachable == 1) {
        LOG.warnf("the broker does not answer; reason=%s", reason(e));
      }
      reachable = 0;
    }
  }

  private void look() throws ExecutionException, InterruptedException {
    var asking = offsets == null ? new Offsets(broker) : offsets;
    offsets = asking;
    asking.knock();
    if (!readings.isEmpty()) {
      var now = clock.instant();
      asking
          .of(List.copyOf(readings.keySet()))
          .forEach(
              (reading, places) -> {
                var standstill = readings.get(reading);
                if (standstill != null) {
                  standstill.observe(places, now);
                }
              });
    }
  }

  private static String reason(Exception e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }
}
