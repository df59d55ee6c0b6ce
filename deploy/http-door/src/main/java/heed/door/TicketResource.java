package heed.door;

import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session from the pages of one service to those of another: people sign in at one place,
 * and cookies stay with the host that set them. A ticket is signed, holds for a minute and for one
 * host; only the pages that the configuration names can be gone to, so a link cannot lead astray.
 */
@Path("/session")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TicketResource {
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final SessionDoor door;
  private final Directory directory;
  private final List<URI> ours;

  TicketResource(
      Sessions sessions,
      SessionCookie cookie,
      SessionDoor door,
      Directory directory,
      @ConfigProperty(name = "heed.links.console") Optional<URI> console,
      @ConfigProperty(name = "heed.links.dashboard") Optional<URI> dashboard,
      @ConfigProperty(name = "heed.links.sources") Optional<URI> sources) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.door = door;
    this.directory = directory;
    ours = Stream.of(console, dashboard, sources).flatMap(Optional::stream).toList();
  }

  /**
   * @param to a page of the console or the dashboard, or that of sources, with its host
   */
  record Journey(@Nullable String to) {}

  /**
   * @param url the page, with the ticket behind the {@code #}
   */
  record Passage(String url) {}

  record Ticket(@Nullable String ticket) {}

  /** A ticket for a page elsewhere. */
  @POST
  @Operation(hidden = true)
  @Path("/ticket")
  @Authenticated
  public Passage ticket(Journey journey, @Context HttpServerRequest request) {
    var token = cookie.read(request);
    var session = token == null ? null : sessions.look(token);
    if (session == null) {
      throw Refusal.status(409, "only a browser's session can be taken along; sign in first");
    }
    var to = known(journey.to());
    return new Passage(page(to) + "#ticket=" + sessions.ticket(session, to.getRawAuthority()));
  }

  /** Swaps a ticket for the cookie. */
  @POST
  @Operation(hidden = true)
  @Path("/redeem")
  @PermitAll
  public void redeem(Ticket ticket, @Context HttpServerRequest request) {
    SessionDoor.refuseForeign(request);
    var authority = String.valueOf(request.authority());
    var token = ticket.ticket() == null ? null : sessions.redeem(ticket.ticket(), authority);
    var everybodyKnown = directory.complete(); // asked first: it may become so meanwhile
    if (token == null || !door.give(token, request)) {
      throw token == null || everybodyKnown ? over() : early();
    }
  }

  private static Refusal over() {
    return Refusal.status(403, "this ticket does not hold here or no more; sign in again");
  }

  /** Whose session it is may be heard of in a moment; the ticket holds for a minute. */
  private static Refusal early() {
    return Refusal.status(503, "who may come in is not known yet; try again")
        .header("Retry-After", "2");
  }

  private URI known(@Nullable String to) {
    try {
      var wanted = URI.create(to == null ? "" : to);
      if (ours.stream().anyMatch(o -> same(o, wanted))) {
        return wanted;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw Refusal.field(
        "/to", "to must be a page of the console or the dashboard, or that of sources");
  }

  private static boolean same(URI ours, URI wanted) {
    return wanted.getUserInfo() == null
        && String.valueOf(ours.getScheme()).equals(wanted.getScheme())
        && String.valueOf(ours.getRawAuthority()).equals(wanted.getRawAuthority());
  }

  private static String page(URI to) {
    var query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
    return to.getScheme() + "://" + to.getRawAuthority() + to.getRawPath() + query;
  }
}
