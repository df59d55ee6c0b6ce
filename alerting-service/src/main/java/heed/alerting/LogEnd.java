package heed.alerting;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the event log reaches, looked up once for all who follow it, and told to them. What comes
 * of reviews that this copy reads is told at once, but for {@link #REST} between two looks: each
 * wakes everybody who follows, and they share the connections of those who work. What people do,
 * what falls due and what other copies write is told within {@link #EVERY}.
 */
@ApplicationScoped
class LogEnd {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration REST = Duration.ofMillis(50);

  private final EventLog log;
  private final Loop loop;
  private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
  private volatile EventLog.Position position = EventLog.Position.START;
  private volatile boolean stopping;

  LogEnd(EventLog log) {
    this.log = log;
    this.loop = new Loop("log-end", EVERY, REST, this::look);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
    stopping = true;
    followers.forEach(Runnable::run);
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    loop.close();
  }

  /** This copy wrote something: it is looked for without waiting for the next look. */
  void grown() {
    loop.nudge();
  }

  /**
   * From now on somebody is told when there is more to read, or there never will be.
   *
   * @param told must return at once
   */
  void follow(Runnable told) {
    followers.add(told);
  }

  void unfollow(Runnable told) {
    followers.remove(told);
  }

  EventLog.Position position() {
    return position;
  }

  /** True once the service is about to stop: those who follow are let go. */
  boolean stopped() {
    return stopping;
  }

  private boolean look() {
    var before = position;
    position = log.end();
    if (!position.equals(before)) {
      followers.forEach(Runnable::run);
    }
    return false;
  }
}
