package heed.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Who gets a case and what is promised: one document, in JSON or YAML. Its ETag is its version. */
@Path("/v1/routing")
@Blocking
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class RoutingResource {
  private static final int LARGEST = 1 << 20;

  private final RoutingDesk desk;
  private final Cursors cursors;

  RoutingResource(RoutingDesk desk, Cursors cursors) {
    this.desk = desk;
    this.cursors = cursors;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = Routing.class)))
  public Response inForce() {
    return answer(desk.inForce(), RoutingFormat.JSON);
  }

  @GET
  @Produces(RoutingFormat.YAML_TYPE)
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = Routing.class)))
  public Response inForceAsYaml() {
    return answer(desk.inForce(), RoutingFormat.YAML);
  }

  /** Puts a document in force; cases that are open keep what they were promised. */
  @PUT
  @Consumes({MediaType.APPLICATION_JSON, RoutingFormat.YAML_TYPE})
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.LEAD, Role.ADMIN})
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = Routing.class)))
  public Response replace(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      @Schema(implementation = Routing.class) byte[] body) {
    desk.mayReplace();
    var seen = IfMatch.of(ifMatch, "the routing");
    return refusing(
        () ->
            answer(desk.replace(seen, read(type, body, RoutingReader::read)), RoutingFormat.JSON));
  }

  /** What would become of a review, by the document in force or by another. */
  @POST
  @Path("/dry-run")
  @Consumes({MediaType.APPLICATION_JSON, RoutingFormat.YAML_TYPE})
  @Produces(MediaType.APPLICATION_JSON)
  public DryRun.Outcome dryRun(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type, byte[] body) {
    return refusing(() -> desk.tryOut(read(type, body, DryRun::read)));
  }

  /** Who changed it and when, newest first. */
  @GET
  @Path("/versions")
  @Produces(MediaType.APPLICATION_JSON)
  public Listing<RoutingStore.Change> versions(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    var size = Page.limit(limit);
    var before = cursors.decode(cursor, "routing");
    var items = desk.changes(before == null ? Integer.MAX_VALUE : Integer.parseInt(before), size);
    return new Listing<>(
        items,
        items.size() < size ? null : cursors.encode(items.getLast().version() + "", "routing"));
  }

  @GET
  @Path("/versions/{version}")
  @Produces(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = Routing.class)))
  public Response version(@PathParam("version") String version) {
    return answer(desk.version(number(version)), RoutingFormat.JSON);
  }

  @GET
  @Path("/versions/{version}")
  @Produces(RoutingFormat.YAML_TYPE)
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = Routing.class)))
  public Response versionAsYaml(@PathParam("version") String version) {
    return answer(desk.version(number(version)), RoutingFormat.YAML);
  }

  private static Response answer(RoutingVersion routing, RoutingFormat format) {
    return Response.ok(format.write(routing.document()))
        .header(HttpHeaders.ETAG, IfMatch.etag(routing.version()))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static <T> T read(@Nullable String type, byte[] body, Function<JsonNode, T> reader) {
    if (type == null) {
      throw Refusal.status(
          415, "Content-Type is missing; it is application/json or application/yaml");
    }
    if (body.length > LARGEST) {
      throw Refusal.status(413, "the document is over 1 MiB; say it in fewer words");
    }
    return reader.apply(RoutingFormat.of(type).tree(body));
  }

  /** What is wrong with a document, as the client is told it. */
  private static <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (Faulty e) {
      throw Refusal.fields(e.faults());
    }
  }

  private static int number(String version) {
    if (version.matches("\\d{1,9}")) {
      return Integer.parseInt(version);
    }
    throw Refusal.notFound("no version of the routing has this number");
  }
}
