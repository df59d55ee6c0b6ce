package heed.alerting;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** How far the event log reaches, looked up once for all who follow it. */
@ApplicationScoped
class LogEnd {
  private static final Duration EVERY = Duration.ofMillis(100);

  private final EventLog log;
  private final Loop loop;
  private volatile EventLog.Position position = EventLog.Position.START;

  LogEnd(EventLog log) {
    this.log = log;
    this.loop = new Loop("log-end", EVERY, this::look);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  EventLog.Position position() {
    return position;
  }

  /** True once the service is stopping: those who follow are let go. */
  boolean stopped() {
    return loop.stopped();
  }

  private boolean look() {
    position = log.end();
    return false;
  }
}
