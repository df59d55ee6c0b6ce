package heed.ingest;

import heed.events.FormLink;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the form's pages are answered: in whose language, with which headers, in whose frame. */
@Singleton
class FormAnswers {
  static final String HTML = "text/html;charset=utf-8";
  private static final String EMBED = "embed";
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors ";

  private final FormDesk desk;

  FormAnswers(FormDesk desk) {
    this.desk = desk;
  }

  /** True if it is asked for a frame and may be shown in one. */
  static boolean embedded(HttpServerRequest request) {
    return embedded(request.query());
  }

  /** As it was sent: what decodes a whole query breaks at a lone % that a mail program put in. */
  static boolean embedded(@Nullable String query) {
    return query != null
        && Arrays.stream(query.split("&"))
            .anyMatch(one -> one.equals(EMBED) || one.startsWith(EMBED + "="));
  }

  /** An address of ours with the frame kept. */
  static String path(String path, HttpServerRequest request) {
    return embedded(request) ? path + "?" + EMBED : path;
  }

  /** In the order's language, else in the visitor's. */
  static FormWords words(@Nullable FormLink link, HttpServerRequest request) {
    return FormWords.of(
        link == null ? null : link.language(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /** A page. */
  Response page(int status, Html page, HttpServerRequest request) {
    return dressed(Response.status(status).type(HTML).entity(page.document()), request).build();
  }

  /** The same, to be asked for again after so many seconds. */
  Response later(int status, String retryAfter, Html page, HttpServerRequest request) {
    return dressed(Response.status(status).type(HTML).entity(page.document()), request)
        .header("Retry-After", retryAfter)
        .build();
  }

  /** On to another page of ours, which is got and not posted. */
  Response on(String path, HttpServerRequest request) {
    // Not as a URI: that would be made one of the scheme and the host that a proxy talks to us by.
    return dressed(Response.status(303).header("Location", path(path, request)), request).build();
  }

  /**
   * 429 if the address has asked too often; null if it may go on.
   *
   * <p>Referrer-Policy is {@code same-origin} and not {@code no-referrer}: with the latter browsers
   * call the origin of a form "null", which {@code heed.http.allowed-hosts} refuses. The token
   * leaves with no request to anybody else either way.
   */
  @Nullable Response tooOften(HttpServerRequest request) {
    var wait = desk.wait(request.remoteAddress().hostAddress());
    return wait == 0
        ? null
        : later(
            429,
            Integer.toString(wait),
            FormNotice.of(words(null, request), "busy", embedded(request)),
            request);
  }

  /**
   * In place of the headers that the door has set for all: a resource's own would come beside them,
   * and browsers obey the strictest of two policies.
   */
  private ResponseBuilder dressed(ResponseBuilder answer, HttpServerRequest request) {
    var headers = request.response().headers();
    var framed = embedded(request) && !desk.frameAncestors().isEmpty();
    if (framed) {
      // Knows no list of origins; browsers that know frame-ancestors go by that.
      headers.remove("X-Frame-Options");
    }
    var ancestors = framed ? String.join(" ", desk.frameAncestors()) : "'none'";
    headers.set("Content-Security-Policy", POLICY + ancestors);
    headers.set("Referrer-Policy", "same-origin");
    headers.set("X-Robots-Tag", "noindex");
    headers.set("Cache-Control", "no-store");
    return answer;
  }
}
