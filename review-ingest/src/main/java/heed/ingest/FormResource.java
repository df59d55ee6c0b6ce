package heed.ingest;

import heed.door.Refusal;
import heed.events.EventType;
import heed.events.FormLink;
import heed.events.FormLinkSeal.Opened;
import heed.events.Review;
import heed.ingest.IngestMetrics.Form;
import heed.ingest.IngestMetrics.Item;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The form behind a link. Who has the link may review its order, and nobody else: there is no
 * cookie, no session and no key. Nothing of the token is ever logged.
 */
@Path("/r/{token}")
@PermitAll
@Produces(FormAnswers.HTML)
public class FormResource {
  /** A text of 10,000 letters that are not English takes six bytes each in a form. */
  static final int MOST_BYTES = 256 * 1024;

  private final FormDesk desk;
  private final FormDecider decider;
  private final FormAnswers answers;
  private final Invitations invitations;
  private final Backlog backlog;
  private final IngestMetrics metrics;
  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();

  FormResource(
      FormDesk desk,
      FormDecider decider,
      FormAnswers answers,
      Invitations invitations,
      Backlog backlog,
      IngestMetrics metrics,
      Vertx vertx) {
    this.desk = desk;
    this.decider = decider;
    this.answers = answers;
    this.invitations = invitations;
    this.backlog = backlog;
    this.metrics = metrics;
    this.vertx = vertx;
  }

  /** The empty form. Only a browser that shows it tells that the link was opened. */
  @GET
  public Response show(@PathParam("token") String token, @Context HttpServerRequest request) {
    return behind(
        token,
        request,
        link -> {
          if (shown(request)) {
            invitations.opened(link, clock.instant());
          }
          return form(200, link, token, FormEntered.NOTHING, Map.of(), request);
        });
  }

  /** The receipt. */
  @GET
  @Path("thanks")
  public Response thanks(@PathParam("token") String token, @Context HttpServerRequest request) {
    return behind(
        token,
        request,
        link ->
            answers.page(
                200,
                FormNotice.thanks(
                    FormAnswers.words(link, request),
                    desk.shop(link.storefront()).name(),
                    FormAnswers.path("/r/" + token, request),
                    FormAnswers.embedded(request)),
                request));
  }

  /** The form as it was filled in; the receipt is shown after the broker has it, never before. */
  @POST
  public Uni<Response> send(@PathParam("token") String token, @Context HttpServerRequest request) {
    return SingleBody.of(vertx, request, MOST_BYTES)
        .chain(
            body -> {
              var entered = FormEntered.read(body.getBytes());
              if (entered == null) {
                return Uni.createFrom().item(notice(400, "unreadable", request));
              }
              return send(token, entered, request);
            })
        .onFailure(Refusal.class)
        .recoverWithItem(refusal -> refused((Refusal) refusal, request));
  }

  private Uni<Response> send(String token, FormEntered entered, HttpServerRequest request) {
    var tooOften = answers.tooOften(request);
    if (tooOften != null) {
      return Uni.createFrom().item(tooOften);
    }
    return switch (desk.open(token, clock.instant())) {
      case Opened.Valid(FormLink link) -> decide(link, token, entered, request);
      case Opened.Expired(FormLink link) -> Uni.createFrom().item(expired(link, request));
      case Opened.Unknown() -> Uni.createFrom().item(notice(404, "unknown", request));
    };
  }

  private Uni<Response> decide(
      FormLink link, String token, FormEntered entered, HttpServerRequest request) {
    var questions = desk.shop(link.storefront()).questions();
    return switch (decider.decide(link, entered, questions, clock.instant())) {
      case FormDecider.Outcome.Faults(Map<String, FormDecider.Fault> faults) -> {
        metrics.rejected(Item.REVIEWS, Form.HTML, 1);
        yield Uni.createFrom().item(form(400, link, token, entered, faults, request));
      }
      case FormDecider.Outcome.Reviews(List<Review> reviews) ->
          append(reviews)
              .map(done -> answers.on("/r/" + token + "/thanks", request))
              .onFailure(Refusal.class)
              .recoverWithItem(
                  refusal -> notSaved((Refusal) refusal, link, token, entered, request));
    };
  }

  private Uni<Void> append(List<Review> reviews) {
    var all = reviews.stream().map(this::append).toList();
    return Uni.join()
        .all(all)
        .andFailFast()
        .invoke(done -> metrics.accepted(Item.REVIEWS, Form.HTML, reviews.size()))
        .replaceWithVoid();
  }

  private Uni<Void> append(Review review) {
    return Uni.createFrom()
        .deferred(
            () ->
                backlog.append(
                    EventType.REVIEW_RECEIVED,
                    review.id().toString(),
                    review,
                    review.receivedAt()));
  }

  private Response behind(
      String token, HttpServerRequest request, Function<FormLink, Response> page) {
    var tooOften = answers.tooOften(request);
    if (tooOften != null) {
      return tooOften;
    }
    return switch (desk.open(token, clock.instant())) {
      case Opened.Valid(FormLink link) -> page.apply(link);
      case Opened.Expired(FormLink link) -> expired(link, request);
      case Opened.Unknown() -> notice(404, "unknown", request);
    };
  }

  /** True if a page is looked at: neither asked for its headers only, nor fetched beforehand. */
  private static boolean shown(HttpServerRequest request) {
    var purpose = request.getHeader("Sec-Purpose");
    return request.method().equals(HttpMethod.GET)
        && (purpose == null || !purpose.contains("prefetch"));
  }

  private FormPage page(
      FormLink link,
      FormEntered entered,
      Map<String, FormDecider.Fault> faults,
      HttpServerRequest request) {
    var words = FormAnswers.words(link, request);
    return new FormPage(link, desk.shop(link.storefront()), words, entered, faults);
  }

  private Html render(FormPage page, String token, boolean notSaved, HttpServerRequest request) {
    var path = FormAnswers.path("/r/" + token, request);
    return page.render(path, "/u/" + token, FormAnswers.embedded(request), notSaved);
  }

  private Response form(
      int status,
      FormLink link,
      String token,
      FormEntered entered,
      Map<String, FormDecider.Fault> faults,
      HttpServerRequest request) {
    var page = page(link, entered, faults, request);
    return answers.page(status, render(page, token, false, request), request);
  }

  /** Whatever the log's reason is, to a visitor it is one: not now, and nothing is lost. */
  private Response notSaved(
      Refusal refusal,
      FormLink link,
      String token,
      FormEntered entered,
      HttpServerRequest request) {
    var page = page(link, entered, Map.of(), request);
    var wait = refusal.headers().getOrDefault("Retry-After", "2");
    return answers.later(503, wait, render(page, token, true, request), request);
  }

  private Response expired(FormLink link, HttpServerRequest request) {
    var shop = desk.shop(link.storefront()).name();
    var words = FormAnswers.words(link, request);
    return answers.page(
        410, FormNotice.expired(words, link, shop, FormAnswers.embedded(request)), request);
  }

  private Response refused(Refusal refusal, HttpServerRequest request) {
    var key = refusal.status() == 413 ? "large" : "unreadable";
    return notice(refusal.status(), key, request);
  }

  private Response notice(int status, String key, HttpServerRequest request) {
    var words = FormAnswers.words(null, request);
    return answers.page(status, FormNotice.of(words, key, FormAnswers.embedded(request)), request);
  }
}
