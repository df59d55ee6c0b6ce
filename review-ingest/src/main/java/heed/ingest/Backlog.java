package heed.ingest;

import heed.door.Refusal;
import heed.events.EventJson;
import heed.events.EventType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * Single appends that await their acknowledgement, at most {@code heed.ingest.in-flight} bytes of
 * them: what a slow broker leaves waiting stays bounded, and the rest is told to come back.
 */
@ApplicationScoped
class Backlog {
  /** What a record costs beside its value, roughly. */
  private static final int OVERHEAD = 512;

  private final Log log;
  private final IngestMetrics metrics;
  private final Semaphore room;
  private final String retryAfter;

  Backlog(Log log, IngestSettings settings, IngestMetrics metrics) {
    this.log = log;
    this.metrics = metrics;
    room = new Semaphore((int) Math.min(settings.inFlight().asLongValue(), Integer.MAX_VALUE));
    retryAfter = Long.toString(Math.max(1, settings.retryAfter().toSeconds()));
  }

  /**
   * Appends an event; the Uni completes after the broker's acknowledgement.
   *
   * @throws Refusal 429 at once if too much is in flight; the Uni fails with 503 if the broker does
   *     not acknowledge
   */
  Uni<Void> append(EventType type, String key, Object event, Instant at) {
    var value = EventJson.write(event);
    var weight = value.length + OVERHEAD;
    if (!room.tryAcquire(weight)) {
      metrics.throttled();
      throw tooMuch();
    }
    return Uni.createFrom()
        .emitter(
            waiting ->
                log.append(
                    type,
                    key,
                    value,
                    at,
                    failure -> {
                      room.release(weight);
                      if (failure == null) {
                        waiting.complete(null);
                      } else {
                        metrics.unacknowledged();
                        waiting.fail(unavailable());
                      }
                    }));
  }

  /** 429: come back when less is in flight. */
  Refusal tooMuch() {
    return Refusal.status(429, "too much at once; send it again after the time in Retry-After")
        .header("Retry-After", retryAfter);
  }

  /** 503: nothing may be promised. */
  Refusal unavailable() {
    return Refusal.status(
            503,
            "the log did not acknowledge in time; send the same again after the time in"
                + " Retry-After, it will not count twice")
        .header("Retry-After", retryAfter);
  }

  String retryAfter() {
    return retryAfter;
  }
}
