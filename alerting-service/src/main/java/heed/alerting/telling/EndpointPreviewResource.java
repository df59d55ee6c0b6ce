package heed.alerting.telling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.alerting.crm.Mapping;
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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What a CRM would be sent. */
@Path("/v1/endpoints/{id}/preview")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ADMIN})
public class EndpointPreviewResource {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EndpointDesk desk;

  EndpointPreviewResource(EndpointDesk desk) {
    this.desk = desk;
  }

  /**
   * @param event a type that the mapping has a request for; missing: the first of them
   * @param mapping to be tried; missing: the one that is saved
   */
  record PreviewRequest(@Nullable String event, @Nullable String mapping) {}

  /**
   * @param headers without what is secret
   * @param body null for none
   */
  record PreviewView(
      String event,
      String method,
      String url,
      Map<String, String> headers,
      @Nullable @Schema(implementation = Object.class) JsonNode body) {}

  /** The request that an example would make; nothing is sent, and nothing is kept. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the request",
      content = @Content(schema = @Schema(implementation = PreviewView.class)))
  @APIResponse(responseCode = "409", description = "it is no CRM")
  public PreviewView preview(@PathParam("id") String id, PreviewRequest request) {
    var endpoint = desk.one(id);
    if (endpoint.subscription().kind() != Medium.CRM) {
      throw Refusal.status(409, "only an endpoint of kind CRM has a mapping to look at");
    }
    var mapping =
        request.mapping() == null ? endpoint.mapping() : EndpointFields.read(request.mapping());
    var event = event(request.event(), mapping);
    var sample = mapping.request(CrmSample.of(event, endpoint.subscription().storefronts()));
    var post = Signed.request(endpoint, new UUID(0, 0), sample);
    post.headers().computeIfPresent("authorization", (name, secret) -> "…");
    if (post.token() != null) {
      post.headers().put("authorization", "Bearer …");
    }
    return new PreviewView(
        event, post.method(), post.url().shownWhole(), post.headers(), json(post.body()));
  }

  private static String event(@Nullable String wanted, Mapping mapping) {
    var types = mapping.types();
    if (wanted == null) {
      return types.iterator().next();
    }
    if (!types.contains(wanted)) {
      throw Refusal.field(
          "/event", "event must be one that the mapping tells: " + String.join(", ", types));
    }
    return wanted;
  }

  private static @Nullable JsonNode json(@Nullable String body) {
    try {
      return body == null ? null : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a filled template is no JSON", e);
    }
  }
}
