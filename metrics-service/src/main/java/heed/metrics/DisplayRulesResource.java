package heed.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import heed.metrics.display.DisplayRules;
import heed.metrics.display.DisplayRulesReader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What is published by itself: one document, whose ETag is its version. */
@Path("/v1/display-rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class DisplayRulesResource {
  private final DisplayRuleStore store;
  private final Transactions transactions;
  private final Caller caller;
  private final Cursors cursors;

  DisplayRulesResource(
      DisplayRuleStore store, Transactions transactions, Caller caller, Cursors cursors) {
    this.store = store;
    this.transactions = transactions;
    this.caller = caller;
    this.cursors = cursors;
  }

  @GET
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = DisplayRules.class)))
  public Response inForce() {
    return answer(transactions.read(store::inForce));
  }

  /** Puts a document in force; it decides about what is written or becomes due from now on. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.LEAD, Role.ADMIN})
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = DisplayRules.class)))
  public Response replace(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode body) {
    if (caller.storefronts().isPresent()) {
      throw Refusal.status(
          403, "the rules are those of every storefront; use a key that is for all of them");
    }
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Refusal.status(
          428, "If-Match is missing; send the ETag of the rules as you have seen them, as \"3\"");
    }
    var read = DisplayRulesReader.read(body);
    if (!read.faults().isEmpty()) {
      throw Refusal.fields(read.faults());
    }
    return answer(replace(ifMatch.strip(), read.rules()));
  }

  private DisplayRuleStore.Version replace(String seen, DisplayRules rules) {
    try {
      return transactions.write(
          connection -> {
            var before = store.inForce(connection);
            var appended =
                seen.equals(etag(before.version()))
                    ? store.append(connection, before.version(), caller.name(), rules)
                    : null;
            if (appended == null) {
              throw Refusal.status(412, "the rules have changed since; read them again")
                  .header(HttpHeaders.ETAG, etag(before.version()));
            }
            return appended;
          });
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }

  /** Who changed them and when, newest first. */
  @GET
  @Path("/versions")
  public Listing<DisplayRuleStore.Change> versions(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    var size = Page.limit(limit);
    var told = cursors.decode(cursor, "display-rules");
    var before = told == null ? Integer.MAX_VALUE : Integer.parseInt(told);
    var items = transactions.read(connection -> store.changes(connection, before, size));
    return new Listing<>(
        items,
        items.size() < size
            ? null
            : cursors.encode(items.getLast().version() + "", "display-rules"));
  }

  @GET
  @Path("/versions/{version}")
  @APIResponse(
      responseCode = "200",
      description = "the document; ETag is its version",
      content = @Content(schema = @Schema(implementation = DisplayRules.class)))
  public Response version(@PathParam("version") String version) {
    var found =
        version.matches("\\d{1,9}")
            ? transactions.read(
                connection ->
                    java.util.Optional.ofNullable(
                        store.version(connection, Integer.parseInt(version))))
            : java.util.Optional.<DisplayRuleStore.Version>empty();
    return answer(
        found.orElseThrow(() -> Refusal.notFound("no version of the rules has this number")));
  }

  private static Response answer(DisplayRuleStore.Version version) {
    return Response.ok(version.rules()).header(HttpHeaders.ETAG, etag(version.version())).build();
  }

  private static String etag(int version) {
    return "\"" + version + "\"";
  }
}
