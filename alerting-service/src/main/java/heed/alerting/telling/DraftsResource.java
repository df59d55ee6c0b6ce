package heed.alerting.telling;

import heed.alerting.Words;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins an answer; nothing is kept or sent until somebody has read and sent it. */
@Path("/v1/cases/{id}/draft")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ADMIN})
public class DraftsResource {
  private final TemplateDesk desk;

  DraftsResource(TemplateDesk desk) {
    this.desk = desk;
  }

  record DraftRequest(@Nullable String template) {}

  record DraftView(String template, String language, String text) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public DraftView draft(@PathParam("id") String id, DraftRequest request) {
    var template = Words.text(request.template(), "template");
    var filled = desk.draft(uuid(id), template);
    return new DraftView(filled.id(), filled.language(), filled.text());
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("no case has this id");
    }
  }
}
