package heed.sentiment.learning;

import heed.door.Caller;
import heed.door.Listing;
import heed.door.Refusal;
import heed.door.Role;
import heed.sentiment.model.LinearModel;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The models that shops taught: their figures, and which one reads. */
@Path("/v1/models")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
public class ModelsResource {
  private final ModelShelf shelf;
  private final ModelLog log;
  private final Caller caller;
  private final Clock clock = Clock.systemUTC();

  ModelsResource(ModelShelf shelf, ModelLog log, Caller caller) {
    this.shelf = shelf;
    this.log = log;
    this.caller = caller;
  }

  /** What a version is to its shop. */
  public enum State {
    IN_FORCE,
    KEPT,
    REJECTED
  }

  /**
   * A version with its figures on the reviews held back from it.
   *
   * @param promotedAt null if it was refused
   */
  public record Version(
      int version,
      State state,
      String model,
      int samples,
      @Nullable Figures heldBack,
      @Nullable Instant judgedAt,
      @Nullable Instant promotedAt) {}

  /**
   * The models of a storefront in a language.
   *
   * @param inForce 0 is the head that ships
   */
  public record Models(String storefront, String language, int inForce, List<Version> versions) {}

  /**
   * What was asked to be in force; every copy switches a moment later.
   *
   * @param version 0 is the head that ships
   */
  public record Chosen(String storefront, String language, int version) {}

  /** Which version to promote; 0 is the head that ships. */
  public record Choice(@Nullable Integer version) {}

  /** Every model of the caller's storefronts. */
  @GET
  @RolesAllowed({Role.ANALYST, Role.ADMIN})
  @Operation(summary = "The models that shops taught, with their figures")
  public Listing<Models> list() {
    return new Listing<>(
        shelf.shops().stream()
            .filter(s -> caller.mayUse(s.storefront()))
            .map(this::models)
            .toList(),
        null);
  }

  /** Puts a kept version in force. */
  @POST
  @Path("/{storefront}/{language}/promote")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Put a kept version in force")
  @APIResponse(
      responseCode = "202",
      description = "every copy switches a moment later",
      content = @Content(schema = @Schema(implementation = Chosen.class)))
  @APIResponse(responseCode = "409", description = "there is none that could be put in force")
  public Response promote(
      @PathParam("storefront") String storefront,
      @PathParam("language") String language,
      Choice choice) {
    var shop = shop(storefront, language);
    var version = choice.version();
    if (version == null) {
      throw Refusal.field("/version", "version is missing; name one that GET /v1/models lists");
    }
    return putInForce(shop, version);
  }

  /** Goes back to the version before the one in force, at last to what ships. */
  @POST
  @Path("/{storefront}/{language}/rollback")
  @Operation(summary = "Go back to the version before the one in force")
  @APIResponse(
      responseCode = "202",
      description = "every copy switches a moment later",
      content = @Content(schema = @Schema(implementation = Chosen.class)))
  @APIResponse(responseCode = "409", description = "there is none that could be put in force")
  public Response rollback(
      @PathParam("storefront") String storefront, @PathParam("language") String language) {
    var shop = shop(storefront, language);
    if (shelf.inForce(shop) == 0) {
      throw Refusal.status(409, "the model that ships is in force; there is none before it");
    }
    return putInForce(shop, shelf.before(shop));
  }

  private Shop shop(String storefront, String language) {
    return shelf.shops().stream()
        .filter(s -> s.storefront().equals(storefront) && s.language().equals(language))
        .filter(s -> caller.mayUse(s.storefront()))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "no model was taught there; GET /v1/models lists those that were"));
  }

  private Response putInForce(Shop shop, int version) {
    var chosen =
        version == 0
            ? ModelVersion.shipped(shop, LinearModel.NAME, clock.instant())
            : shelf.version(shop, version);
    if (chosen == null) {
      throw Refusal.notFound("there is no such version; GET /v1/models lists those there are");
    }
    if (!chosen.usable() || !chosen.model().equals(LinearModel.NAME)) {
      throw Refusal.status(409, "that version was refused or belongs to another model");
    }
    try {
      log.putInForce(chosen);
    } catch (ModelLog.NotAcknowledged e) {
      throw Refusal.status(503, "the broker does not answer; try again in a moment")
          .header("Retry-After", "5");
    }
    return Response.accepted(new Chosen(shop.storefront(), shop.language(), version)).build();
  }

  private Models models(Shop shop) {
    var inForce = shelf.inForce(shop);
    var versions = shelf.versions(shop).stream().map(v -> version(v, inForce)).toList();
    return new Models(shop.storefront(), shop.language(), inForce, versions);
  }

  private static Version version(ModelVersion of, int inForce) {
    var other = of.usable() ? State.KEPT : State.REJECTED;
    return new Version(
        of.version(),
        of.version() == inForce ? State.IN_FORCE : other,
        of.model(),
        of.samples(),
        of.figures(),
        of.judgedAt(),
        of.promotedAt());
  }
}
