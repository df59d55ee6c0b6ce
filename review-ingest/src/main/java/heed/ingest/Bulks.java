package heed.ingest;

import heed.door.Limits;
import heed.door.Quota;
import heed.door.Refusal;
import heed.door.Seats;
import heed.eyes.Traces;
import heed.ingest.BulkAnswer.Stopped;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads files, whatever is in them: {@code heed.ingest.bulk.streams} of them at once, each at the
 * pace that its sender may send. A file holds a worker thread while it is read, since reading may
 * wait for the client and for the broker.
 */
@Singleton
class Bulks {
  /** How long the rest of a stopped bulk is swallowed for clients that read only after sending. */
  private static final long GRACE_MS = 30_000;

  private final Vertx vertx;
  private final IngestMetrics metrics;
  private final Backlog backlog;
  private final Traces traces;
  private final int window;
  private final Seats streams;

  Bulks(
      Vertx vertx, IngestMetrics metrics, Backlog backlog, Traces traces, IngestSettings settings) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.backlog = backlog;
    this.traces = traces;
    window = (int) Math.min(settings.bulk().window().asLongValue(), Integer.MAX_VALUE);
    streams = new Seats(settings.bulk().streams(), settings.bulk().streamsEach());
  }

  /** Begins to read a file. */
  interface Opening {
    PostedLines open() throws IOException;
  }

  /** What is done once it was read: counts, and answers if it was read to its end. */
  interface Ending {
    Response end(BulkAnswer answer, BulkImport bulk);
  }

  /** How many bytes of a file may await the broker's acknowledgement. */
  int window() {
    return window;
  }

  /**
   * @param who holds the places that are taken
   * @param quota of {@link Limits}; empty if there is no limit
   */
  @SuppressWarnings("try") // being apart is all that the stretch is for
  Response read(
      HttpServerRequest request,
      String who,
      Optional<Quota> quota,
      Opening opening,
      BulkImport bulk,
      Ending ending) {
    quota.ifPresent(this::take);
    if (streams.take(who) != Seats.Answer.TAKEN) {
      throw throttled(backlog.tooMuch());
    }
    try (var apart = traces.apart()) {
      var lines = opening.open();
      var paced = quota.<PostedLines>map(q -> new PacedLines(lines, q)).orElse(lines);
      var answer = bulk.run(paced);
      var done = ending.end(answer, bulk);
      var first = answer.firstLineNotAccepted();
      return first == null ? done : stopped(answer, first, request);
    } catch (IOException e) {
      throw Refusal.badRequest("the body broke off");
    } finally {
      streams.leave(who);
    }
  }

  private void take(Quota quota) {
    try {
      quota.take();
    } catch (Refusal e) {
      throw throttled(e);
    }
  }

  /** The body may be endless, and is not read to its end to keep the connection. */
  private Refusal throttled(Refusal refusal) {
    metrics.throttled();
    return refusal.header("Connection", "close");
  }

  private Response stopped(BulkAnswer answer, long first, HttpServerRequest request) {
    vertx.setTimer(GRACE_MS, timer -> closeUnlessEnded(request));
    var broken = answer.broken();
    var refusal = broken == null ? backlog.unavailable() : Refusal.badRequest(broken);
    if (broken == null) {
      metrics.unacknowledged();
    }
    var response =
        Response.status(refusal.status())
            .type("application/problem+json")
            .header("Connection", "close")
            .entity(
                new Stopped(
                    "about:blank",
                    broken == null ? "Service Unavailable" : "Bad Request",
                    refusal.status(),
                    refusal.detail(),
                    String.valueOf(request.path()),
                    answer.accepted(),
                    answer.rejections().count(),
                    answer.rejections().told(),
                    first));
    refusal.headers().forEach(response::header);
    return response.build();
  }

  private static void closeUnlessEnded(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().close();
    }
  }
}
