package heed.alerting;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import heed.events.CaseFact.Visibility;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Cases, and what people do with them. */
@Path("/v1/cases")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ADMIN})
public class CasesResource {
  private final CaseDesk desk;
  private final Caller caller;
  private final Cursors cursors;

  CasesResource(CaseDesk desk, Caller caller, Cursors cursors) {
    this.desk = desk;
    this.caller = caller;
    this.cursors = cursors;
  }

  record AssignRequest(@Nullable String assignee, @Nullable String team) {}

  record AnswerRequest(@Nullable String text, @Nullable Visibility visibility) {}

  record ResolveRequest(@Nullable String resolution, @Nullable AnswerRequest answer) {}

  record ReopenRequest(@Nullable String reason) {}

  record NoteRequest(@Nullable String text) {}

  /** Cases, what is due next first; status, sla, team and language take comma lists. */
  @GET
  @RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
  public Listing<CaseView> list(
      @QueryParam("status") @Nullable String status,
      @QueryParam("sla") @Nullable String sla,
      @QueryParam("team") @Nullable String team,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("language") @Nullable String language,
      @QueryParam("assignee") @Nullable String assignee,
      @QueryParam("q") @Nullable String q,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var query =
        new CaseQuery(
            Sight.of(caller, storefront),
            CaseQuery.statuses(status),
            CaseQuery.slas(sla),
            CaseQuery.several(team, "team"),
            CaseQuery.several(language, "language"),
            Words.nameOrNull(assignee, "assignee"),
            Words.nameOrNull(q, "q"),
            null,
            Page.limit(limit));
    var after = CaseQuery.Position.read(cursors.decode(cursor, query.filters()));
    return page(query, desk.show(query.after(after)));
  }

  private Listing<CaseView> page(CaseQuery query, List<CaseView> items) {
    if (items.size() < query.limit()) {
      return new Listing<>(items, null);
    }
    var last = items.getLast();
    var position = new CaseQuery.Position(last.nextDueAt(), last.id());
    return new Listing<>(items, cursors.encode(position.write(), query.filters()));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  public Response show(@PathParam("id") String id) {
    return answer(desk.show(uuid(id)));
  }

  @POST
  @Path("/{id}/acknowledge")
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "409", description = "the status of the case does not allow it")
  public Response acknowledge(
      @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
    return act(id, ifMatch, new CaseCommand.Acknowledge());
  }

  @POST
  @Path("/{id}/assign")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "409", description = "the status of the case does not allow it")
  public Response assign(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      AssignRequest request) {
    var assignee = Words.nameOrNull(request.assignee(), "assignee");
    var team = Words.nameOrNull(request.team(), "team");
    if (assignee == null && team == null) {
      throw Refusal.field("/assignee", "assignee and team are missing; name one of them");
    }
    return act(id, ifMatch, new CaseCommand.Assign(assignee, team));
  }

  @POST
  @Path("/{id}/answer")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "409", description = "the status of the case does not allow it")
  public Response answer(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      AnswerRequest request) {
    return act(id, ifMatch, answer(request));
  }

  @POST
  @Path("/{id}/resolve")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "409", description = "the status of the case does not allow it")
  public Response resolve(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      ResolveRequest request) {
    var first = request.answer() == null ? null : answer(request.answer());
    var resolution = Words.text(request.resolution(), "resolution");
    return act(id, ifMatch, new CaseCommand.Resolve(resolution, first));
  }

  @POST
  @Path("/{id}/reopen")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "409", description = "the status of the case does not allow it")
  public Response reopen(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      ReopenRequest request) {
    return act(id, ifMatch, new CaseCommand.Reopen(Words.text(request.reason(), "reason")));
  }

  @POST
  @Path("/{id}/notes")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the case as it is now; ETag is its version",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  @APIResponse(responseCode = "409", description = "the status of the case does not allow it")
  public Response note(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      NoteRequest request) {
    var text = Words.text(request.text(), "text");
    return act(id, ifMatch, new CaseCommand.Note(UUID.randomUUID(), text));
  }

  private CaseCommand.Answer answer(AnswerRequest request) {
    var visibility = request.visibility();
    if (visibility == null) {
      throw Refusal.field("/visibility", "visibility is missing; it is PUBLIC or INTERNAL");
    }
    var text = Words.text(request.text(), "text");
    return new CaseCommand.Answer(UUID.randomUUID(), text, visibility, desk.byPerson());
  }

  private Response act(String id, @Nullable String ifMatch, CaseCommand command) {
    var uuid = uuid(id);
    if (ifMatch == null) {
      desk.show(uuid); // a stranger's case is not there, whatever else is missing
    }
    return answer(desk.act(uuid, IfMatch.of(ifMatch), command));
  }

  private static Response answer(CaseView view) {
    return Response.ok(view).header("ETag", IfMatch.etag(view.version())).build();
  }

  /** The id of a path; what is none is nobody's. */
  static UUID uuid(String id) {
    if (id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      return UUID.fromString(id);
    }
    throw Refusal.notFound("no case has this id");
  }
}
