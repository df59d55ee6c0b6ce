package heed.ingest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a bulk.
 *
 * @param accepted lines whose reviews the broker acknowledged
 * @param firstLineNotAccepted from here on lines may be missing; null if the file was read to its
 *     end and all of it acknowledged
 * @param broken why the file could not be read on; null if that was not the reason to stop
 */
record BulkAnswer(
    long accepted,
    Rejections rejections,
    @Nullable Long firstLineNotAccepted,
    @Nullable String broken) {
  static final String BROKE_OFF = "the body broke off";

  /** Of a body that broke off before its first line was read. */
  static BulkAnswer brokeOff() {
    return new BulkAnswer(0, new Rejections(), 1L, BROKE_OFF);
  }

  /** The answer 200. */
  record Done(long accepted, long rejected, List<LineError> errors) {}

  /** A problem (RFC 9457) that says how far the bulk came. */
  record Stopped(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      long accepted,
      long rejected,
      List<LineError> errors,
      long firstLineNotAccepted) {}

  /**
   * @param line from 1, a header row included
   */
  record LineError(long line, String detail) {}

  /** Rejected lines: all are counted, the first thousand are told. */
  static final class Rejections {
    static final int MOST_TOLD = 1000;
    private final List<LineError> told = new ArrayList<>();
    private long count;

    void add(long line, String detail) {
      count++;
      if (told.size() < MOST_TOLD) {
        told.add(new LineError(line, detail));
      }
    }

    long count() {
      return count;
    }

    List<LineError> told() {
      return told;
    }
  }
}
