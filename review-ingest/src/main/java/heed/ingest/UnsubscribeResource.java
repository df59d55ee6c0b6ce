package heed.ingest;

import heed.door.Refusal;
import heed.events.FormLink;
import heed.events.FormLinkSeal.Opened;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody says that he wants no more requests: a button for people, one POST for mail
 * programs (RFC 8058). It holds for an expired link too: a no does not expire.
 */
@Path("/u/{token}")
@PermitAll
@Produces(FormAnswers.HTML)
public class UnsubscribeResource {
  private final FormDesk desk;
  private final FormAnswers answers;
  private final Invitations invitations;
  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();

  UnsubscribeResource(FormDesk desk, FormAnswers answers, Invitations invitations, Vertx vertx) {
    this.desk = desk;
    this.answers = answers;
    this.invitations = invitations;
    this.vertx = vertx;
  }

  /** The question; nothing is done by asking for it. */
  @GET
  public Response ask(@PathParam("token") String token, @Context HttpServerRequest request) {
    var tooOften = answers.tooOften(request);
    if (tooOften != null) {
      return tooOften;
    }
    var link = link(token);
    return link == null ? unknown(request) : question(200, link, token, null, request);
  }

  /**
   * The no. Whatever the body says: RFC 8058 wants {@code List-Unsubscribe=One-Click} in it, as a
   * form or in parts, and nobody posts to such an address who means anything else.
   */
  @POST
  public Uni<Response> decline(
      @PathParam("token") String token, @Context HttpServerRequest request) {
    return SingleBody.of(vertx, request, IngestSettings.MAX_REVIEW_BYTES)
        .chain(body -> decline(token, link(token), request))
        .onFailure(Refusal.class)
        .recoverWithItem(refusal -> notRead((Refusal) refusal, request));
  }

  private Uni<Response> decline(String token, @Nullable FormLink link, HttpServerRequest request) {
    if (link == null) {
      var tooOften = answers.tooOften(request);
      return Uni.createFrom().item(tooOften == null ? unknown(request) : tooOften);
    }
    var shop = desk.shop(link.storefront()).name();
    var words = FormAnswers.words(link, request);
    return Uni.createFrom()
        .deferred(() -> invitations.declined(link, clock.instant()))
        .map(done -> answers.page(200, FormNotice.declined(words, shop), request))
        .onFailure(Refusal.class)
        .recoverWithItem(refusal -> question(503, link, token, ((Refusal) refusal), request));
  }

  private @Nullable FormLink link(String token) {
    return switch (desk.open(token, clock.instant())) {
      case Opened.Valid(FormLink link) -> link;
      case Opened.Expired(FormLink link) -> link;
      case Opened.Unknown() -> null;
    };
  }

  private Response question(
      int status,
      FormLink link,
      String token,
      @Nullable Refusal notSaved,
      HttpServerRequest request) {
    var shop = desk.shop(link.storefront()).name();
    var words = FormAnswers.words(link, request);
    var page = FormNotice.decline(words, shop, "/u/" + token, notSaved != null);
    return notSaved == null
        ? answers.page(status, page, request)
        : answers.later(status, notSaved.headers().getOrDefault("Retry-After", "2"), page, request);
  }

  private Response unknown(HttpServerRequest request) {
    return answers.page(
        404, FormNotice.of(FormAnswers.words(null, request), "unknown", false), request);
  }

  private Response notRead(Refusal refusal, HttpServerRequest request) {
    return answers.page(
        refusal.status(),
        FormNotice.of(FormAnswers.words(null, request), "unreadable", false),
        request);
  }
}
