package heed.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * The ids of webhooks that were taken lately, so that an old one that is sent again does not undo a
 * newer one. It is a memory and no store: of this copy alone, gone with a restart, and bounded. So
 * it spares, and promises nothing; what is promised is that the same review has the same id.
 *
 * <p>An id is kept for twice the tolerance: a timestamp may be that far in the future, and is good
 * for as long after. Where a source signs no timestamp, whatever it once sent can be sent again
 * later than this, by whoever overheard it.
 */
final class SeenWebhooks {
  static final Duration KEPT = SignatureCheck.TOLERANCE.multipliedBy(2);

  private final int most;
  private final LinkedHashMap<String, Instant> taken = new LinkedHashMap<>();

  /**
   * @param most 1 or more; beyond it the oldest is forgotten
   */
  SeenWebhooks(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "heed.inbound.remembered is " + most + ", must be 1 or more");
    }
    this.most = most;
  }

  synchronized boolean seen(String source, String id, Instant now) {
    var at = taken.get(key(source, id));
    return at != null && !at.isBefore(now.minus(KEPT));
  }

  /** It was taken, and the broker has it. */
  synchronized void remember(String source, String id, Instant now) {
    taken.putLast(key(source, id), now);
    var forgotten = now.minus(KEPT);
    while (taken.size() > most
        || (!taken.isEmpty() && taken.firstEntry().getValue().isBefore(forgotten))) {
      taken.pollFirstEntry();
    }
  }

  synchronized int size() {
    return taken.size();
  }

  private static String key(String source, String id) {
    return source + " " + id;
  }
}
