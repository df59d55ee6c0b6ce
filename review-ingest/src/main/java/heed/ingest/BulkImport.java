package heed.ingest;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.EventJson;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One bulk on its way: reads a line, judges it, appends it, and reads on while less than a window
 * of bytes awaits acknowledgement. A full window stops the reading, the connection's buffers fill,
 * and the client's sending slows down to the broker's pace.
 *
 * <p>Law: every line that is not blank is accepted, rejected, or at or after {@code
 * firstLineNotAccepted}.
 */
final class BulkImport {
  private static final int OVERHEAD = 512;
  private static final long NONE = Long.MAX_VALUE;

  private final Log log;
  private final Intake intake;
  private final Acceptance.Storefronts storefronts;
  private final @Nullable String idempotencyKey;
  private final Clock clock;
  private final int window;
  private final Semaphore room;

  private final LongAdder accepted = new LongAdder();
  private final AtomicLong firstFailed = new AtomicLong(NONE);
  private final BulkAnswer.Rejections rejections = new BulkAnswer.Rejections();

  /**
   * @param idempotencyKey with the line's number it identifies a line that has no id of its own
   * @param window in bytes
   */
  BulkImport(
      Log log,
      Intake intake,
      Acceptance.Storefronts storefronts,
      @Nullable String idempotencyKey,
      Clock clock,
      int window) {
    this.log = log;
    this.intake = intake;
    this.storefronts = storefronts;
    this.idempotencyKey = idempotencyKey;
    this.clock = clock;
    this.window = window;
    room = new Semaphore(window);
  }

  /**
   * Reads to the end, or until the log no longer acknowledges or the rest cannot be understood.
   * Returns when nothing is in flight any more.
   *
   * @throws IOException if the client broke off; what was appended until then stays
   */
  BulkAnswer run(PostedLines lines) throws IOException {
    @Nullable String broken = null;
    PostedLines.@Nullable Line line = null;
    try {
      while (firstFailed.get() == NONE && (line = lines.next()) != null) {
        take(line, lines.lineNumber());
      }
    } catch (Refusal e) {
      broken = e.detail();
      firstFailed.accumulateAndGet(lines.lineNumber() + 1, Math::min);
    } finally {
      room.acquireUninterruptibly(window);
    }
    var first = firstFailed.get();
    return new BulkAnswer(accepted.sum(), rejections, first == NONE ? null : first, broken);
  }

  private void take(PostedLines.Line line, long number) {
    switch (line) {
      case PostedLines.Line.Unreadable unreadable -> rejections.add(number, unreadable.detail());
      case PostedLines.Line.Read read -> judge(read.posted(), number);
    }
  }

  private void judge(Posted posted, long number) {
    var key = idempotencyKey == null ? null : idempotencyKey + ":" + number;
    try {
      append(intake.take(posted, storefronts, key, clock.instant()), number);
    } catch (Refusal e) {
      rejections.add(number, all(e));
    }
  }

  private static String all(Refusal refusal) {
    return refusal.errors().isEmpty()
        ? refusal.detail()
        : refusal.errors().stream().map(FieldError::detail).collect(Collectors.joining("; "));
  }

  private void append(Intake.Taken taken, long number) {
    var value = EventJson.write(taken.event());
    var weight = Math.min(value.length + OVERHEAD, window);
    room.acquireUninterruptibly(weight);
    log.append(
        taken.type(),
        taken.id().toString(),
        value,
        taken.receivedAt(),
        failure -> {
          if (failure == null) {
            accepted.increment();
          } else {
            firstFailed.accumulateAndGet(number, Math::min);
          }
          room.release(weight);
        });
  }
}
