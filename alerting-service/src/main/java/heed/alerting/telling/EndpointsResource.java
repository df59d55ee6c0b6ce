package heed.alerting.telling;

import heed.alerting.Words;
import heed.alerting.telling.Delivery.State;
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
  private static final String EVERY = "*";
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
   */
  record CreateRequest(
      @Nullable String id,
      @Nullable String url,
      @Nullable String kind,
      @Nullable List<String> storefronts,
      @Nullable List<String> events) {}

  /** What is missing stays as it is. */
  record ChangeRequest(
      @Nullable String url,
      @Nullable List<String> storefronts,
      @Nullable List<String> events,
      @Nullable Boolean enabled) {}

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
    var subscription =
        new Subscription(
            id(request.id()),
            kind(request.kind()),
            storefronts(request.storefronts()),
            events(kind(request.kind()), request.events()),
            true);
    var made = desk.create(subscription, url(request.url()));
    return Response.status(201).entity(EndpointView.withSecret(made)).build();
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public EndpointView change(@PathParam("id") String id, ChangeRequest request) {
    return EndpointView.of(
        desk.change(
            id,
            request.url() == null ? null : url(request.url()),
            before ->
                new Subscription(
                    before.id(),
                    before.kind(),
                    request.storefronts() == null
                        ? before.storefronts()
                        : storefronts(request.storefronts()),
                    request.events() == null
                        ? before.events()
                        : events(before.kind(), request.events()),
                    Optional.ofNullable(request.enabled()).orElse(before.enabled()))));
  }

  @DELETE
  @Path("/{id}")
  @APIResponse(responseCode = "409", description = "the routing names it")
  public void delete(@PathParam("id") String id) {
    desk.delete(id);
  }

  /** Sends a message that tells of nothing, once and now, and answers what came of it. */
  @POST
  @Path("/{id}/test")
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

  private static String id(@Nullable String id) {
    if (id == null) {
      return "ep-" + UUID.randomUUID().toString().substring(0, 13).replace("-", "");
    }
    if (!id.matches("[a-z0-9][a-z0-9._-]{0,59}")) {
      throw Refusal.field("/id", "id must be 1 to 60 of a-z, 0-9, dot, dash or underscore");
    }
    return id;
  }

  private static Medium kind(@Nullable String kind) {
    for (var medium : Medium.values()) {
      if (medium.name().equals(kind) && (medium.chat() || medium == Medium.WEBHOOK)) {
        return medium;
      }
    }
    throw Refusal.field("/kind", "kind must be WEBHOOK, SLACK, MATTERMOST or TEAMS");
  }

  private static String url(@Nullable String url) {
    if (url == null) {
      throw Refusal.field("/url", "url is missing; it is where to send, such as https://…");
    }
    return url;
  }

  private @Nullable Set<String> storefronts(@Nullable List<String> wanted) {
    if (wanted == null || wanted.contains(EVERY)) {
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

  private static @Nullable Set<String> events(Medium kind, @Nullable List<String> wanted) {
    if (wanted == null || wanted.contains(EVERY)) {
      return null;
    }
    for (var i = 0; i < wanted.size(); i++) {
      if (!Subscription.ALL_EVENTS.contains(String.valueOf(wanted.get(i)))) {
        throw Refusal.field(
            "/events/" + i, "events must be of " + String.join(", ", Subscription.ALL_EVENTS));
      }
      if (kind.chat() && wanted.get(i).startsWith("segment.")) {
        throw Refusal.field(
            "/events/" + i, "a chat is not told of customers; use an endpoint of kind WEBHOOK");
      }
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
