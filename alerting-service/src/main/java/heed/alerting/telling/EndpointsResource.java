package heed.alerting.telling;

import heed.alerting.Words;
import heed.alerting.telling.Delivery.State;
import heed.alerting.telling.Endpoint.Crm;
import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where programs and chats listen, and what was sent there. */
@Path("/v1/endpoints")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ADMIN})
public class EndpointsResource {
  private static final UUID LAST = new UUID(-1, -1);

  private final EndpointDesk desk;
  private final Sender sender;
  private final Caller caller;
  private final Cursors cursors;

  EndpointsResource(EndpointDesk desk, Sender sender, Caller caller, Cursors cursors) {
    this.desk = desk;
    this.sender = sender;
    this.caller = caller;
    this.cursors = cursors;
  }

  /**
   * @param id for the routing to name it; made up if it is missing
   * @param storefronts missing, or "*" in it: every one the caller may use
   * @param events missing, or "*" in it: those its kind hears; empty: only what a team or an
   *     escalation sends there
   * @param mapping of a CRM: a document in JSON or YAML that says what it is sent
   * @param authorization of a CRM: what the header of that name says; never shown again
   */
  record CreateRequest(
      @Nullable String id,
      @Nullable String url,
      @Nullable String kind,
      @Nullable List<String> storefronts,
      @Nullable List<String> events,
      @Nullable String mapping,
      @Nullable String authorization) {}

  /**
   * What is missing stays as it is; an empty authorization is none from now on. A url of another
   * server needs one of the two.
   */
  record ChangeRequest(
      @Nullable String url,
      @Nullable List<String> storefronts,
      @Nullable List<String> events,
      @Nullable Boolean enabled,
      @Nullable String mapping,
      @Nullable String authorization) {}

  /**
   * @param ok true if it arrived
   */
  record TestView(boolean ok, String outcome, @Nullable Integer status) {}

  @GET
  public Listing<EndpointView> list() {
    return new Listing<>(desk.all().stream().map(EndpointView::of).toList(), null);
  }

  @GET
  @Path("/{id}")
  public EndpointView show(@PathParam("id") String id) {
    return EndpointView.of(desk.one(id));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "201",
      description = "made; its secret is shown this once",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  @APIResponse(responseCode = "409", description = "its id is taken, or there are too many")
  public Response create(CreateRequest request) {
    var kind = EndpointFields.kind(request.kind());
    var mapped = EndpointFields.mapped(kind, request.mapping());
    var authorization = EndpointFields.authorization(kind, request.authorization());
    var subscription =
        new Subscription(
            EndpointFields.id(request.id()),
            kind,
            storefronts(request.storefronts()),
            EndpointFields.events(kind, request.events(), mapped),
            true,
            mapped);
    var crm = request.mapping() == null ? null : new Crm(request.mapping(), authorization);
    var made = desk.create(subscription, EndpointFields.url(request.url()), crm);
    return Response.status(201).entity(EndpointView.withSecret(made)).build();
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public EndpointView change(@PathParam("id") String id, ChangeRequest request) {
    return EndpointView.of(
        desk.change(id, request.url(), before -> changed(before, request), b -> crm(b, request)));
  }

  private Subscription changed(Subscription before, ChangeRequest request) {
    var mapped =
        request.mapping() == null
            ? before.mapped()
            : EndpointFields.mapped(before.kind(), request.mapping());
    return new Subscription(
        before.id(),
        before.kind(),
        request.storefronts() == null ? before.storefronts() : storefronts(request.storefronts()),
        EndpointFields.events(before.kind(), events(before, request), mapped),
        Optional.ofNullable(request.enabled()).orElse(before.enabled()),
        mapped);
  }

  /** Those that stay have to be told by the new mapping as well. */
  private static @Nullable List<String> events(Subscription before, ChangeRequest request) {
    var kept = before.events();
    return request.events() != null || kept == null ? request.events() : List.copyOf(kept);
  }

  private static @Nullable Crm crm(Endpoint before, ChangeRequest request) {
    EndpointFields.stays(before, request.url(), request.authorization());
    var kind = before.subscription().kind();
    var authorization = EndpointFields.authorization(kind, request.authorization());
    var crm = before.crm();
    return crm == null
        ? null
        : new Crm(
            Optional.ofNullable(request.mapping()).orElse(crm.mapping()),
            request.authorization() == null ? crm.authorization() : authorization);
  }

  @DELETE
  @Path("/{id}")
  @APIResponse(responseCode = "204", description = "gone")
  @APIResponse(responseCode = "409", description = "the routing names it")
  public void delete(@PathParam("id") String id) {
    desk.delete(id);
  }

  /** Sends a message that tells of nothing, once and now, and answers what came of it. */
  @POST
  @Path("/{id}/test")
  @APIResponse(
      responseCode = "200",
      description = "what came of it",
      content = @Content(schema = @Schema(implementation = TestView.class)))
  @APIResponse(responseCode = "409", description = "a CRM whose mapping has no test")
  public TestView test(@PathParam("id") String id) throws InterruptedException {
    var outcome = sender.test(desk.one(id), "en");
    return new TestView(outcome instanceof Outcome.Delivered, outcome.words(), outcome.status());
  }

  /** A new secret, shown this once; the one before signs as well for a day. */
  @POST
  @Path("/{id}/rotate-secret")
  public EndpointView rotate(@PathParam("id") String id) {
    return EndpointView.withSecret(desk.rotate(id));
  }

  /** What was sent or waits, newest first. */
  @GET
  @Path("/{id}/deliveries")
  public Listing<DeliveryView> deliveries(
      @PathParam("id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var states = states(state);
    var filters = "deliveries\n" + id + "\n" + states;
    var position = cursors.decode(cursor, filters);
    var parts = position == null ? null : position.split(" ", 2);
    var most = Page.limit(limit);
    var found =
        desk.deliveries(
            id,
            states,
            parts == null ? Instant.parse("9999-01-01T00:00:00Z") : Instant.parse(parts[0]),
            parts == null ? LAST : UUID.fromString(parts[1]),
            most);
    var last = found.size() < most ? null : found.getLast();
    return new Listing<>(
        found.stream().map(DeliveryView::of).toList(),
        last == null ? null : cursors.encode(last.createdAt() + " " + last.id(), filters));
  }

  /** The same message again, under the same id. */
  @POST
  @Path("/{id}/deliveries/{delivery}/redeliver")
  @APIResponse(
      responseCode = "202",
      description = "it is sent again",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  @APIResponse(responseCode = "409", description = "it waits already, or the endpoint is disabled")
  public Response redeliver(@PathParam("id") String id, @PathParam("delivery") String delivery) {
    return Response.accepted(DeliveryView.of(desk.redeliver(id, uuid(delivery)))).build();
  }

  private @Nullable Set<String> storefronts(@Nullable List<String> wanted) {
    if (wanted == null || wanted.contains(EndpointFields.EVERY)) {
      return caller.storefronts().orElse(null);
    }
    for (var storefront : wanted) {
      caller.storefront(Words.text(storefront, "storefronts"));
    }
    if (wanted.isEmpty()) {
      throw Refusal.field("/storefronts", "storefronts is empty; leave it out for every one");
    }
    return new TreeSet<>(wanted);
  }

  private static Set<String> states(@Nullable String list) {
    var known = Arrays.stream(State.values()).map(Enum::name).collect(Collectors.toSet());
    if (list == null) {
      return known;
    }
    var wanted = new TreeSet<>(List.of(list.split(",")));
    if (!known.containsAll(wanted)) {
      throw Refusal.field("/state", "state must be of WAITING, DELIVERED, DEAD, DROPPED");
    }
    return wanted;
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("no delivery to this endpoint has this id");
    }
  }
}
