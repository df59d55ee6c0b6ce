package heed.ingest;

import heed.door.Quota;
import heed.door.Refusal;
import heed.events.ReviewErased;
import heed.ingest.BulkAnswer.Rejections;
import heed.ingest.InboundTally.What;
import heed.ingest.IngestMetrics.Form;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * The door for what other platforms send by webhook: one review, or a short list of them, in the
 * platform's own JSON. What it is told, {@link InboundGate} lets in and a mapping reads.
 */
@Path("/v1/inbound")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class InboundResource {
  private final InboundGate gate;
  private final Acceptance acceptance;
  private final Backlog backlog;
  private final IngestMetrics metrics;
  private final SeenWebhooks seen;
  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();

  InboundResource(
      InboundGate gate,
      Acceptance acceptance,
      Backlog backlog,
      IngestMetrics metrics,
      InboundSettings settings,
      Vertx vertx) {
    this.gate = gate;
    this.acceptance = acceptance;
    this.backlog = backlog;
    this.metrics = metrics;
    this.vertx = vertx;
    seen = new SeenWebhooks(settings.remembered());
  }

  /** What was sent, once it is known whose it is. */
  private record Sent(
      InboundGate.Entry entry, @Nullable String webhook, List<SentItem> items, Instant at) {}

  /** Takes what a platform sends; nothing is answered with 2xx before the broker has it. */
  @POST
  @Path("/{source}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Take reviews of another platform, by its webhook or with a key",
      description =
          "A request without a key must be signed as the source's mapping says. One review is answered"
              + " with 202 or a problem; a list of them, or none, with 200 and what became of each.")
  @APIResponse(
      responseCode = "202",
      description = "one review, or its erasure: the broker has it",
      content = @Content(schema = @Schema(implementation = Singles.Accepted.class)))
  @APIResponse(
      responseCode = "200",
      description = "what became of the items; nothing of a webhook that was taken before",
      content = @Content(schema = @Schema(implementation = InboundAnswer.class)))
  @APIResponse(responseCode = "401", description = "neither a key nor a signature that is known")
  @APIResponse(responseCode = "403", description = "the key's roles or storefronts do not allow it")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "#/components/schemas/SentReviews")))
  public Uni<Response> json(
      @PathParam("source") String source, @Context HttpServerRequest request) {
    Negotiation.check(request);
    var entry = gate.enter(source);
    return SingleBody.of(vertx, request, InboundSettings.MAX_BYTES)
        .chain(body -> take(entry, request, body.getBytes()))
        .map(ResponseBuilder::build);
  }

  private Uni<ResponseBuilder> take(
      InboundGate.Entry entry, HttpServerRequest request, byte[] body) {
    var now = clock.instant();
    var source = entry.source();
    var webhook = entry.signed(request::getHeader, body, now);
    source.tally().received(now);
    if (webhook != null && seen.seen(source.name(), webhook, now)) {
      source.tally().add(What.REPEATED, 1);
      return Uni.createFrom().item(Response.ok(InboundAnswer.NOTHING));
    }
    try {
      var sent = new Sent(entry, webhook, read(entry, body), now);
      var left = entry.quota().map(q -> take(q, Math.max(1, sent.items().size())));
      return (sent.items().size() == 1 ? one(sent) : many(sent))
          .map(answer -> left.map(l -> l.onto(answer)).orElse(answer));
    } catch (Refusal e) {
      count(e, source);
      throw e;
    }
  }

  /** Nothing is read of who has nothing left, and what cannot be read has its price, too. */
  private List<SentItem> read(InboundGate.Entry entry, byte[] body) {
    entry.quota().filter(Quota::isEmpty).ifPresent(q -> take(q, 1));
    try {
      return items(entry.source(), body);
    } catch (Refusal e) {
      entry.quota().ifPresent(q -> take(q, 1));
      throw e;
    }
  }

  private void count(Refusal refusal, InboundSource source) {
    if (refusal.status() == 429) {
      source.tally().add(What.THROTTLED, 1);
    } else {
      source.tally().add(What.REFUSED, 1);
      metrics.rejected(IngestMetrics.Item.REVIEWS, Form.JSON, 1);
    }
  }

  private Quota.Left take(Quota quota, int reviews) {
    try {
      return quota.take(reviews);
    } catch (Refusal e) {
      metrics.throttled();
      throw e;
    }
  }

  private static List<SentItem> items(InboundSource source, byte[] body) {
    var items = SentJson.read(source.mapping(), body, 0, body.length);
    if (items.size() > InboundSettings.MOST_ITEMS) {
      throw Refusal.status(
          413,
          "the list has %d reviews, more than %d; send them as application/x-ndjson"
              .formatted(items.size(), InboundSettings.MOST_ITEMS));
    }
    return items;
  }

  private Uni<ResponseBuilder> one(Sent sent) {
    var source = sent.entry().source();
    return switch (judge(sent, sent.items().getFirst())) {
      case Outcome.Refused refused -> throw Refusal.fields(refused.errors());
      case Outcome.Nothing nothing -> {
        var answer = InboundAnswer.of(0, 0, 1, new Rejections());
        answer.count(source.tally(), metrics, Form.JSON);
        yield Uni.createFrom().item(Response.ok(answer));
      }
      case Outcome.Append it ->
          backlog
              .append(it.type(), it.key(), it.event(), it.at())
              .map(
                  acknowledged -> {
                    counted(source, it);
                    remember(sent);
                    return Response.accepted(
                        new Singles.Accepted(UUID.fromString(it.key()), it.at()));
                  });
    };
  }

  private Uni<ResponseBuilder> many(Sent sent) {
    var rejections = new Rejections();
    var appends = new Appends(backlog, it -> counted(sent.entry().source(), it));
    var ignored = 0;
    var place = 0;
    for (var item : sent.items()) {
      place++;
      switch (judged(sent, item)) {
        case Outcome.Refused refused -> rejections.add(place, told(refused));
        case Outcome.Nothing nothing -> ignored++;
        case Outcome.Append it -> appends.add(it);
      }
    }
    var answer = InboundAnswer.of(appends.reviews(), appends.erasures(), ignored, rejections);
    return appends
        .acknowledged()
        .map(
            acknowledged -> {
              InboundAnswer.of(0, 0, answer.ignored(), rejections)
                  .count(sent.entry().source().tally(), metrics, Form.JSON);
              remember(sent);
              return Response.ok(answer);
            });
  }

  private Outcome judge(Sent sent, SentItem item) {
    var judge = new MappedJudge(acceptance, sent.entry().storefronts());
    return judge.judge(sent.entry().source().mapper().map(item), sent.at());
  }

  /** Of a list, one item that the key may not post leaves the others. */
  private Outcome judged(Sent sent, SentItem item) {
    try {
      return judge(sent, item);
    } catch (Refusal e) {
      return new Outcome.Refused(e.detail());
    }
  }

  private static String told(Outcome.Refused refused) {
    return String.join("; ", refused.errors().stream().map(e -> e.detail()).toList());
  }

  /** Each by itself, since the log has it whatever becomes of the others. */
  private void counted(InboundSource source, Outcome.Append it) {
    var erased = it.event() instanceof ReviewErased ? 1 : 0;
    InboundAnswer.of(1 - erased, erased, 0, new Rejections())
        .count(source.tally(), metrics, Form.JSON);
  }

  private void remember(Sent sent) {
    if (sent.webhook() != null) {
      seen.remember(sent.entry().source().name(), sent.webhook(), sent.at());
    }
  }
}
