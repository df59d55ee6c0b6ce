package heed.ingest;

import static java.util.Objects.requireNonNull;

import heed.door.Caller;
import heed.door.Limits;
import heed.door.Quota;
import heed.door.Refusal;
import heed.door.Seats;
import heed.eyes.Traces;
import heed.ingest.BulkAnswer.Done;
import heed.ingest.BulkAnswer.Stopped;
import heed.ingest.IngestMetrics.Form;
import heed.ingest.IngestMetrics.Item;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;

/**
 * Takes many things at once, whatever they are. A bulk holds a worker thread while it is read,
 * since reading may wait for the client and for the broker; {@code heed.ingest.bulk.streams} bounds
 * how many.
 */
@Singleton
class Bulks {
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";

  /** How long the rest of a stopped bulk is swallowed for clients that read only after sending. */
  private static final long GRACE_MS = 30_000;

  private final Vertx vertx;
  private final ReviewLog log;
  private final IngestMetrics metrics;
  private final Backlog backlog;
  private final Caller caller;
  private final Traces traces;
  private final int window;
  private final Limits limits;
  private final Seats streams;

  Bulks(
      Vertx vertx,
      ReviewLog log,
      IngestMetrics metrics,
      Backlog backlog,
      Caller caller,
      Limits limits,
      Traces traces,
      IngestSettings settings) {
    this.vertx = vertx;
    this.log = log;
    this.metrics = metrics;
    this.backlog = backlog;
    this.caller = caller;
    this.limits = limits;
    this.traces = traces;
    window = (int) Math.min(settings.bulk().window().asLongValue(), Integer.MAX_VALUE);
    streams = new Seats(settings.bulk().streams(), settings.bulk().streamsEach());
  }

  /** Takes one JSON object per line. */
  Response ndjson(HttpServerRequest request, Intake intake, InputStream body) {
    return bulk(request, intake, Form.NDJSON, () -> new JsonLines(intake.fields(), body));
  }

  /** Takes a header row of dotted names and one thing per line. */
  Response csv(HttpServerRequest request, Intake intake, InputStream body) {
    return bulk(request, intake, Form.CSV, () -> new CsvLines(intake.fields(), body));
  }

  /** Begins to read a file. */
  interface Opening {
    PostedLines open() throws IOException;
  }

  /** Counts what the log has, also of a file that broke off, and answers one read to its end. */
  interface Ending {
    Response end(BulkAnswer answer);
  }

  /** A bulk on its way to the log. */
  BulkImport of(Outcome.Judge judge) {
    return new BulkImport(log, judge, Clock.systemUTC(), window);
  }

  private Response bulk(HttpServerRequest request, Intake intake, Form form, Opening opening) {
    Negotiation.check(request);
    var key = IdempotencyKey.of(request.getHeader(IdempotencyKey.HEADER));
    var bulk = of(new PostedJudge(intake, caller::storefront, key));
    return read(request, opening, bulk, answer -> answer(answer, intake.item(), form));
  }

  /** Reads a file of whoever calls, at the pace that he may send. */
  @SuppressWarnings("try") // being apart is all that the stretch is for
  Response read(HttpServerRequest request, Opening opening, BulkImport bulk, Ending ending) {
    var quota = limits.of(caller);
    quota.ifPresent(this::take);
    var who = requireNonNull(caller.holder()).id();
    if (streams.take(who) != Seats.Answer.TAKEN) {
      throw throttled(backlog.tooMuch());
    }
    try (var apart = traces.apart()) {
      var lines = opening.open();
      var paced = quota.<PostedLines>map(q -> new PacedLines(lines, q)).orElse(lines);
      var answer = bulk.run(paced);
      var done = ending.end(answer);
      var first = answer.firstLineNotAccepted();
      return first == null ? done : stopped(answer, first, request);
    } catch (IOException e) {
      return stopped(BulkAnswer.brokeOff(), 1, request);
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

  private Response answer(BulkAnswer answer, Item item, Form form) {
    var rejections = answer.rejections();
    metrics.accepted(item, form, answer.accepted());
    metrics.rejected(item, form, rejections.count());
    return Response.ok(new Done(answer.accepted(), rejections.count(), rejections.told())).build();
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
