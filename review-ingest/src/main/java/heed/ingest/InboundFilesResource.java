package heed.ingest;

import heed.door.Refusal;
import heed.ingest.InboundTally.What;
import heed.ingest.IngestMetrics.Form;
import io.smallrye.common.annotation.Blocking;
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
import java.io.InputStream;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for what was exported elsewhere, as files of any length; they always need a key. */
@Path("/v1/inbound")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class InboundFilesResource {
  private final InboundGate gate;
  private final Acceptance acceptance;
  private final IngestMetrics metrics;
  private final Bulks bulks;

  InboundFilesResource(
      InboundGate gate, ReviewLog log, Acceptance acceptance, IngestMetrics metrics, Bulks bulks) {
    this.gate = gate;
    this.acceptance = acceptance;
    this.metrics = metrics;
    this.bulks = bulks;
  }

  private interface Opening {
    PostedLines open(InboundSource source) throws java.io.IOException;
  }

  /** Takes one item of the platform's JSON per line. */
  @POST
  @Path("/{source}")
  @Consumes(Bulks.NDJSON)
  @Operation(summary = "Take reviews of another platform, one JSON object per line; needs a key")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = InboundAnswer.class)))
  @APIResponse(responseCode = "403", description = "the key's roles or storefronts do not allow it")
  public Response ndjson(
      @PathParam("source") String source, InputStream body, @Context HttpServerRequest request) {
    return read(
        source,
        request,
        Form.NDJSON,
        s -> new JsonLines(body, (bytes, from, length) -> SentJson.line(s, bytes, from, length)));
  }

  /** Takes the platform's export, with the header row that it has there. */
  @POST
  @Path("/{source}")
  @Consumes(Bulks.CSV)
  @Operation(summary = "Take reviews of another platform as the CSV that it exports; needs a key")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = InboundAnswer.class)))
  @APIResponse(responseCode = "403", description = "the key's roles or storefronts do not allow it")
  public Response csv(
      @PathParam("source") String source, InputStream body, @Context HttpServerRequest request) {
    return read(source, request, Form.CSV, s -> csv(s, body));
  }

  private static PostedLines csv(InboundSource source, InputStream body)
      throws java.io.IOException {
    if (!source.mapping().readsCsv()) {
      throw Refusal.status(
          415,
          "the mapping of %s names no column for the id, so it reads no CSV; send JSON"
              .formatted(source.name()));
    }
    return new SentCsv(body, source);
  }

  private Response read(String name, HttpServerRequest request, Form form, Opening opening) {
    Negotiation.check(request);
    var entry = gate.enterWithKey(name);
    var source = entry.source();
    source.tally().received(Instant.now());
    var bulk = bulks.of(new MappedJudge(acceptance, entry.storefronts()));
    try {
      return bulks.read(
          request,
          () -> opening.open(source),
          bulk,
          answer -> {
            var told = InboundAnswer.of(answer, bulk);
            told.count(source.tally(), metrics, form);
            return Response.ok(told).build();
          });
    } catch (Refusal e) {
      source.tally().add(e.status() == 429 ? What.THROTTLED : What.REFUSED, 1);
      throw e;
    }
  }
}
