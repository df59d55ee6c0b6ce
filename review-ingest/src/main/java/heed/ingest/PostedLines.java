package heed.ingest;

import heed.door.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A stream of posted things, read one at a time, so that its length never matters. */
interface PostedLines {
  /**
   * The next line that is not blank; null at the end.
   *
   * @throws IOException if the client broke off
   * @throws Refusal 400 if nothing after this point can be understood any more
   */
  @Nullable Line next() throws IOException;

  /** The line of the file, from 1, on which the line last returned began. */
  long lineNumber();

  /** One line: a thing as posted or sent, or why it cannot be read. */
  sealed interface Line {
    record Read(Posted posted) implements Line {}

    record Unreadable(String detail) implements Line {}

    /** What another platform sent, mapped. */
    record Sent(Mapped mapped) implements Line {}
  }

  /** The line that is over the limit. */
  static Line tooLong() {
    return new Line.Unreadable(
        "is over " + IngestSettings.MAX_REVIEW_BYTES / 1024 + " KiB; shorten it");
  }
}
