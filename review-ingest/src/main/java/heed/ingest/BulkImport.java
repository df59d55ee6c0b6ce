package heed.ingest;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.EventJson;
import heed.events.EventType;
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
  private final Outcome.Judge judge;
  private final Clock clock;
  private final int window;
  private final Semaphore room;

  private final LongAdder accepted = new LongAdder();
  private final LongAdder erased = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final AtomicLong firstFailed = new AtomicLong(NONE);
  private final BulkAnswer.Rejections rejections = new BulkAnswer.Rejections();

  /**
   * Of what storefronts post.
   *
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
    this(log, new PostedJudge(intake, storefronts, idempotencyKey), clock, window);
  }

  /**
   * @param window in bytes
   */
  BulkImport(Log log, Outcome.Judge judge, Clock clock, int window) {
    this.log = log;
    this.judge = judge;
    this.clock = clock;
    this.window = window;
    room = new Semaphore(window);
  }

  /**
   * Reads to the end, or until the log no longer acknowledges, the client breaks off, or the rest
   * cannot be understood. Returns when nothing is in flight any more.
   */
  BulkAnswer run(PostedLines lines) {
    @Nullable String broken = null;
    PostedLines.@Nullable Line line = null;
    var done = lines.lineNumber();
    try {
      while (firstFailed.get() == NONE && (line = lines.next()) != null) {
        take(line, lines.lineNumber());
        done = lines.lineNumber();
      }
    } catch (Refusal | IOException e) {
      broken = e instanceof Refusal refusal ? refusal.detail() : BulkAnswer.BROKE_OFF;
      firstFailed.accumulateAndGet(done + 1, Math::min);
    } finally {
      room.acquireUninterruptibly(window);
    }
    var first = firstFailed.get();
    return new BulkAnswer(accepted.sum(), rejections, first == NONE ? null : first, broken);
  }

  /** Erasures that the broker acknowledged; they are not among the accepted. */
  long erased() {
    return erased.sum();
  }

  /** Lines that were none of our business. */
  long ignored() {
    return ignored.sum();
  }

  private void take(PostedLines.Line line, long number) {
    switch (judged(line, number)) {
      case Outcome.Append it -> append(it, number);
      case Outcome.Nothing nothing -> ignored.increment();
      case Outcome.Refused refused ->
          rejections.add(
              number,
              refused.errors().stream().map(FieldError::detail).collect(Collectors.joining("; ")));
    }
  }

  private Outcome judged(PostedLines.Line line, long number) {
    try {
      return judge.judge(line, number, clock.instant());
    } catch (Refusal e) {
      return new Outcome.Refused(all(e));
    } catch (RuntimeException | StackOverflowError e) {
      return new Outcome.Refused(Unforeseen.noted(e, number));
    }
  }

  private static String all(Refusal refusal) {
    return refusal.errors().isEmpty()
        ? refusal.detail()
        : refusal.errors().stream().map(FieldError::detail).collect(Collectors.joining("; "));
  }

  private void append(Outcome.Append event, long number) {
    var value = EventJson.write(event.event());
    var weight = Math.min(value.length + OVERHEAD, window);
    room.acquireUninterruptibly(weight);
    log.append(
        event.type(),
        event.key(),
        value,
        event.at(),
        failure -> {
          if (failure == null) {
            (event.type() == EventType.REVIEW_ERASED ? erased : accepted).increment();
          } else {
            firstFailed.accumulateAndGet(number, Math::min);
          }
          room.release(weight);
        });
  }
}
