package heed.ingest;

import heed.door.Caller;
import heed.door.Role;
import heed.events.Channel;
import heed.events.Source.AnswerAt;
import heed.ingest.InboundTally.What;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Which platforms are listened to, and what came of them. */
@Path("/v1/inbound")
@RolesAllowed(Role.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class InboundStatesResource {
  private final InboundSources sources;
  private final Caller caller;

  InboundStatesResource(InboundSources sources, Caller caller) {
    this.sources = sources;
    this.caller = caller;
  }

  /**
   * @param since when this copy of the service started: what it counts is its own, since then
   */
  public record SourceStates(Instant since, List<SourceState> items) {}

  /**
   * @param source what stands in the path
   * @param mapping the file it is read by
   * @param signature the scheme: none, standard-webhooks or hmac
   * @param webhook true if a secret is set, so that a signature opens the door without a key
   * @param csv true if it reads CSV
   * @param storefront null if each review, or the key, says it
   * @param namesStorefront true if it is known of which storefront a review is that is signed; else
   *     a secret alone keeps the service from starting
   * @param accepted reviews that the log has, since this copy started, as all that follow
   * @param erased reviews that are gone there, whose erasure the log has
   * @param ignored items that are none of our business
   * @param rejected items that were not understood, or not allowed
   * @param unsigned requests whose signature was wrong, missing or late
   * @param throttled requests that were told to come back later
   * @param repeated requests that had been taken before
   * @param lastDay the same of the last 24 hours, or since the start, to a quarter of an hour
   */
  public record SourceState(
      String source,
      String name,
      String mapping,
      Channel channel,
      String signature,
      boolean webhook,
      boolean csv,
      @Nullable String storefront,
      boolean namesStorefront,
      @Nullable AnswerAt answerAt,
      @Nullable Boolean askForUpdate,
      long accepted,
      long erased,
      long ignored,
      long rejected,
      long unsigned,
      long throttled,
      long repeated,
      Came lastDay,
      @Nullable Instant lastReceivedAt) {}

  /** What came in the last 24 hours, in the words of {@link SourceState}. */
  public record Came(
      long accepted,
      long erased,
      long ignored,
      long rejected,
      long unsigned,
      long throttled,
      long repeated) {
    static Came lastDay(InboundTally tally) {
      return new Came(
          tally.ofLastDay(What.ACCEPTED),
          tally.ofLastDay(What.ERASED),
          tally.ofLastDay(What.IGNORED),
          tally.ofLastDay(What.REFUSED),
          tally.ofLastDay(What.UNSIGNED),
          tally.ofLastDay(What.THROTTLED),
          tally.ofLastDay(What.REPEATED));
    }
  }

  /** Lists the sources; those of a storefront that the caller may not see are left out. */
  @GET
  @Operation(summary = "List the platforms that are listened to, and what came of them")
  @APIResponse(responseCode = "200", description = "by name")
  public SourceStates list() {
    return new SourceStates(
        sources.since(),
        sources.all().stream()
            .filter(s -> s.storefront() == null || caller.mayUse(s.storefront()))
            .map(InboundStatesResource::state)
            .toList());
  }

  private static SourceState state(InboundSource source) {
    var mapping = source.mapping();
    var tally = source.tally();
    return new SourceState(
        source.name(),
        mapping.name(),
        mapping.file(),
        mapping.channel(),
        scheme(mapping.signing()),
        source.signature() != null,
        mapping.readsCsv(),
        source.storefront(),
        source.mapper().namesStorefront(),
        mapping.answer().where(),
        mapping.askForUpdate(),
        tally.count(What.ACCEPTED),
        tally.count(What.ERASED),
        tally.count(What.IGNORED),
        tally.count(What.REFUSED),
        tally.count(What.UNSIGNED),
        tally.count(What.THROTTLED),
        tally.count(What.REPEATED),
        Came.lastDay(tally),
        tally.lastReceivedAt());
  }

  private static String scheme(Signing signing) {
    return switch (signing) {
      case Signing.None none -> "none";
      case Signing.StandardWebhooks standard -> "standard-webhooks";
      case Signing.Hmac hmac -> "hmac";
    };
  }
}
