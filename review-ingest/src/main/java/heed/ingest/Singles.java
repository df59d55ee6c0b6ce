package heed.ingest;

import heed.door.Caller;
import heed.door.Limits;
import heed.door.Quota;
import heed.door.Refusal;
import heed.ingest.IngestMetrics.Form;
import heed.ingest.IngestMetrics.Item;
import heed.ingest.Intake.Taken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes single things that are posted as JSON, on the event loop from the first byte to the answer:
 * nothing on the way blocks, and thousands of posts may await their acknowledgement without a
 * thread each.
 */
@Singleton
class Singles {
  private final Backlog backlog;
  private final IngestMetrics metrics;
  private final Caller caller;
  private final Limits limits;
  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();

  Singles(Backlog backlog, IngestMetrics metrics, Caller caller, Limits limits, Vertx vertx) {
    this.backlog = backlog;
    this.metrics = metrics;
    this.caller = caller;
    this.limits = limits;
    this.vertx = vertx;
  }

  /**
   * The answer to a post.
   *
   * @param id the same for every post of the same thing
   */
  record Accepted(UUID id, Instant receivedAt) {}

  /** Says what is told of something that was posted. */
  interface Judge {
    /**
     * @throws Refusal where nothing is to be told
     */
    Taken judge(Posted posted, Instant now);
  }

  /** Takes one of a kind; 202 is sent after the broker's acknowledgement and never before. */
  Uni<Response> take(HttpServerRequest request, Intake intake) {
    var left = admitted(request);
    var key = IdempotencyKey.of(request.getHeader(IdempotencyKey.HEADER));
    return taken(
        request,
        left,
        intake.fields(),
        intake.item(),
        (posted, now) -> intake.take(posted, caller::storefront, key, now));
  }

  /**
   * The same for what is judged in its own way.
   *
   * @param fields that the body may have
   * @param item as what it is counted
   */
  Uni<Response> take(HttpServerRequest request, Fields fields, Item item, Judge judge) {
    return taken(request, admitted(request), fields, item, judge);
  }

  /** Counted before anything else is looked at; what is left of the quota, if there is one. */
  private Optional<Quota.Left> admitted(HttpServerRequest request) {
    Negotiation.check(request);
    return limits.of(caller).map(this::take);
  }

  private Uni<Response> taken(
      HttpServerRequest request, Optional<Quota.Left> left, Fields fields, Item item, Judge judge) {
    return SingleBody.of(vertx, request)
        .chain(body -> append(judged(body, fields, item, judge), item))
        .map(answer -> left.map(l -> l.onto(answer)).orElse(answer).build());
  }

  private Quota.Left take(Quota quota) {
    try {
      return quota.take();
    } catch (Refusal e) {
      metrics.throttled();
      throw e;
    }
  }

  private Taken judged(Buffer body, Fields fields, Item item, Judge judge) {
    try {
      var posted = PostedJson.read(fields, body.getBytes(), 0, body.length());
      return judge.judge(posted, clock.instant());
    } catch (Refusal e) {
      metrics.rejected(item, Form.JSON, 1);
      throw e;
    }
  }

  private Uni<ResponseBuilder> append(Taken taken, Item item) {
    return backlog
        .append(taken.type(), taken.id().toString(), taken.event(), taken.receivedAt())
        .map(
            acknowledged -> {
              metrics.accepted(item, Form.JSON, 1);
              return Response.accepted(new Accepted(taken.id(), taken.receivedAt()));
            });
  }
}
