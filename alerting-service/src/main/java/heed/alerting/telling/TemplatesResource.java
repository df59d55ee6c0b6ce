package heed.alerting.telling;

import heed.alerting.Words;
import heed.door.Listing;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Reply templates and letters: those that ship, and one's own. */
@Path("/v1/templates")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ADMIN})
public class TemplatesResource {
  private final TemplateDesk desk;

  TemplatesResource(TemplateDesk desk) {
    this.desk = desk;
  }

  record PutRequest(@Nullable String title, @Nullable String language, @Nullable String text) {}

  @GET
  @RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
  public Listing<ReplyTemplate> list() {
    return new Listing<>(List.copyOf(desk.all()), null);
  }

  /** Keeps one of one's own; under the id of one that ships it takes its place. */
  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "changed",
      content = @Content(schema = @Schema(implementation = ReplyTemplate.class)))
  @APIResponse(
      responseCode = "201",
      description = "made",
      content = @Content(schema = @Schema(implementation = ReplyTemplate.class)))
  public Response put(@PathParam("id") String id, PutRequest request) {
    if (!id.matches("[A-Za-z0-9._-]{1,60}")) {
      throw Refusal.field("/id", "id must be 1 to 60 letters, digits, dots, dashes or underscores");
    }
    var title = Words.nameOrNull(request.title(), "title");
    if (title == null) {
      throw Refusal.field("/title", "title is missing; it is what people choose by");
    }
    var kind = LetterKind.of(id);
    var language = language(request.language());
    if (kind != LetterKind.REPLY && !id.equals(kind.in(language))) {
      throw Refusal.field(
          "/language",
          "language must be that of the id: a letter in " + language + " is " + kind.in(language));
    }
    if (kind != LetterKind.REPLY) {
      placeholders(title, "title", kind);
    }
    var template = new ReplyTemplate(id, title, language, text(request.text(), kind), false);
    var created = desk.put(template);
    return Response.status(created ? 201 : 200).entity(template).build();
  }

  @DELETE
  @Path("/{id}")
  @APIResponse(responseCode = "204", description = "gone")
  @APIResponse(responseCode = "409", description = "it ships with Heed and stays")
  public void delete(@PathParam("id") String id) {
    desk.delete(id);
  }

  private static String language(@Nullable String language) {
    if (language == null || !language.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")) {
      throw Refusal.field("/language", "language must be one such as lv or pt-BR");
    }
    return language;
  }

  private static String text(@Nullable String text, LetterKind kind) {
    var checked = Words.text(text, "text");
    placeholders(checked, "text", kind);
    for (var name : kind.required()) {
      if (!checked.contains("{" + name + "}")) {
        throw Refusal.field(
            "/text", "text has no {" + name + "}; every letter of this kind needs one");
      }
    }
    return checked;
  }

  private static void placeholders(String text, String field, LetterKind kind) {
    var unknown =
        Filled.PLACEHOLDER
            .matcher(text)
            .results()
            .map(m -> m.group(1))
            .filter(name -> !kind.placeholders().contains(name))
            .findFirst();
    if (unknown.isPresent()) {
      throw Refusal.field(
          "/" + field,
          field
              + " has {"
              + unknown.get()
              + "}, which nothing fills; there is "
              + kind.placeholders().stream()
                  .map(name -> "{" + name + "}")
                  .collect(java.util.stream.Collectors.joining(", ")));
    }
  }
}
