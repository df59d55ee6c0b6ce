package heed.sentiment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.Caller;
import heed.door.Limits;
import heed.door.Quota;
import heed.door.Refusal;
import heed.door.Seats;
import heed.events.Tags;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Tags on demand: nothing is stored, nothing is told on Kafka. */
@Path("/v1/tags")
@Authenticated
@Blocking
public class TagsResource {
  static final String NDJSON = "application/x-ndjson";
  private static final byte[] LF = {'\n'};

  private final Tagger tagger;
  private final QuestionJson json;
  private final ObjectMapper mapper;
  private final TaggingMetrics metrics;
  private final Caller caller;
  private final Limits limits;
  private final Seats streams;

  TagsResource(
      Tagger tagger,
      QuestionJson json,
      ObjectMapper mapper,
      TaggingMetrics metrics,
      Caller caller,
      Limits limits,
      TaggingSettings settings) {
    this.tagger = tagger;
    this.json = json;
    this.mapper = mapper;
    this.metrics = metrics;
    this.caller = caller;
    this.limits = limits;
    this.streams = new Seats(settings.streams(), settings.streamsEach());
  }

  /**
   * What a line that could not be tagged is answered with, in its place.
   *
   * @param line from 1
   */
  public record LineError(long line, String detail) {}

  /** Tags one text, rating or survey. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Tag one review")
  @RequestBody(content = @Content(schema = @Schema(implementation = Question.class)))
  public Tags tag(InputStream body, @HeaderParam("Content-Type") @Nullable String type)
      throws IOException {
    requireUtf8(type);
    limits.of(caller).ifPresent(Quota::take);
    var bytes = body.readNBytes(TaggingSettings.MAX_QUESTION_BYTES + 1);
    if (bytes.length > TaggingSettings.MAX_QUESTION_BYTES) {
      throw tooLarge();
    }
    try {
      var tags = json.read(bytes, 0, bytes.length).answeredBy(tagger);
      metrics.answered();
      return tags;
    } catch (Refusal e) {
      metrics.refused();
      throw e;
    }
  }

  /** Tags line for line; a bad line is answered with its number and what is wrong with it. */
  @POST
  @Consumes(NDJSON)
  @Produces(NDJSON)
  @Operation(summary = "Tag many reviews, one JSON object per line")
  @RequestBody(content = @Content(schema = @Schema(implementation = Question.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {Tags.class, LineError.class})))
  public Response tagLines(InputStream body, @HeaderParam("Content-Type") @Nullable String type)
      throws IOException {
    requireUtf8(type);
    var quota = limits.of(caller);
    quota.ifPresent(Quota::take);
    var who = requireNonNull(caller.holder()).id();
    if (streams.take(who) != Seats.Answer.TAKEN) {
      throw Refusal.status(429, "too many streams at once; try again in a moment")
          .header("Retry-After", "2")
          .header("Connection", "close");
    }
    try (var spool = new Spool()) {
      answerAll(new Lines(body), spool, quota);
      return Response.ok(streamed(spool.read()), NDJSON).build();
    } finally {
      streams.leave(who);
    }
  }

  private static StreamingOutput streamed(InputStream answers) {
    return out -> {
      try (answers) {
        answers.transferTo(out);
      }
    };
  }

  private void answerAll(Lines lines, Spool spool, Optional<Quota> quota) throws IOException {
    var number = 0L;
    for (var line = lines.next(); line != null; line = lines.next()) {
      number++;
      if (!line.isBlank()) {
        if (quota.isPresent()) {
          quota.get().await();
        }
        spool.write(mapper.writeValueAsBytes(answer(line, number)));
        spool.write(LF);
      }
    }
  }

  private Object answer(Lines.Line line, long number) {
    try {
      if (line.tooLong()) {
        throw tooLarge();
      }
      var tags = json.read(line.bytes(), 0, line.length()).answeredBy(tagger);
      metrics.answered();
      return tags;
    } catch (Refusal e) {
      metrics.refused();
      return new LineError(number, e.detail());
    }
  }

  private static Refusal tooLarge() {
    return Refusal.status(
        413, "is larger than " + TaggingSettings.MAX_QUESTION_BYTES + " bytes; send less at once");
  }

  private static void requireUtf8(@Nullable String type) {
    var lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    var charset = lower.indexOf("charset=");
    if (charset >= 0
        && !lower.substring(charset + 8).replace("\"", "").trim().startsWith("utf-8")) {
      throw Refusal.status(415, "Content-Type names a charset that is not UTF-8; send UTF-8");
    }
  }
}
