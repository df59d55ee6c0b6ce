package heed.door;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Those whom alerting-service lets in, as {@code access-changed} tells of them. The topic is read
 * whole at the start and then followed; a broker that is away delays that and fails nothing: the
 * keys of the configuration open their doors meanwhile. Where there is no broker at all, or {@code
 * heed.access.topic.enabled} is false, it knows nobody.
 */
@Singleton
class AccessTopic implements Holders {
  private final Roster roster = new Roster();
  private final @Nullable AccessReader reader;

  @Inject
  AccessTopic(
      @Identifier("default-kafka-broker") Instance<Map<String, Object>> broker,
      @ConfigProperty(name = "heed.access.topic.enabled") boolean enabled) {
    this(enabled && broker.isResolvable() ? broker.get() : null);
  }

  AccessTopic(@Nullable Map<String, Object> broker) {
    reader = broker == null ? null : new AccessReader(broker, roster);
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  void stop(@Observes ShutdownEvent event) {
    stop();
  }

  void start() {
    if (reader != null) {
      reader.start();
    }
  }

  void stop() {
    if (reader != null) {
      reader.stop();
    }
  }

  @Override
  public @Nullable Holder byKey(byte[] sha256) {
    return roster.byKey(sha256, Instant.now());
  }

  @Override
  public @Nullable Holder byId(String id) {
    return roster.byId(id, Instant.now());
  }

  @Override
  public boolean complete() {
    return reader == null || reader.caughtUp();
  }
}
