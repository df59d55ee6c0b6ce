package heed.ingest;

import heed.events.EventType;
import heed.ingest.IngestMetrics.Item;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One kind of thing that storefronts post, alone or by the line: how it is read and judged. */
interface Intake {
  /** What it is made of. */
  Fields fields();

  /** As what it is counted. */
  Item item();

  /**
   * Judges one. Pure: values and the time in, the event that tells of it out.
   *
   * @param fallbackKey identifies what needs an id and has none; null if there is no such key
   * @throws heed.door.Refusal 400 with all that is wrong with it; or from {@code storefronts}
   */
  Taken take(
      Posted posted, Acceptance.Storefronts storefronts, @Nullable String fallbackKey, Instant now);

  /**
   * What was let in.
   *
   * @param id what it is known by; the record's key
   * @param event that tells of it
   */
  record Taken(EventType type, UUID id, Object event, Instant receivedAt) {}
}
