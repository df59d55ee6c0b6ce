package heed.ingest;

import heed.door.FieldError;
import heed.events.EventType;
import java.time.Instant;
import java.util.List;

/** What becomes of one line or item. */
sealed interface Outcome {
  /**
   * An event is appended.
   *
   * @param key records of one key stay in order
   */
  record Append(EventType type, String key, Object event, Instant at) implements Outcome {}

  /** It is none of our business. */
  record Nothing() implements Outcome {}

  /** At least one error says why. */
  record Refused(List<FieldError> errors) implements Outcome {
    Refused(String detail) {
      this(List.of(new FieldError("", detail)));
    }
  }

  /** Who decides it. */
  interface Judge {
    /**
     * @param number of the line, from 1
     * @throws heed.door.Refusal if the caller may not act for the storefront
     */
    Outcome judge(PostedLines.Line line, long number, Instant now);
  }
}
