package heed.ingest;

import heed.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A log that events are appended to. */
interface Log {
  /** Hears what became of an append. Called once, on a thread of the log's: be quick. */
  interface Acknowledgement {
    /**
     * @param failure null if every replica in sync has the record; otherwise it may or may not be
     *     in the log
     */
    void acknowledged(@Nullable Exception failure);
  }

  /**
   * Appends an event; never blocks.
   *
   * @param key records of one key stay in order
   * @param event as it is on the wire
   */
  void append(EventType type, String key, byte[] event, Instant at, Acknowledgement done);
}
