package heed.door.oidc;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The few pages that signing in needs where there is nothing else to show: a title, a text, a way
 * on.
 */
final class SignInPage {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="%s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      %s<title>%s · Heed</title>
      <link rel="icon" href="/look/icon.svg" type="image/svg+xml">
      <link rel="stylesheet" href="/look/tokens.css">
      <link rel="stylesheet" href="/look/shell.css">
      </head>
      <body class="shut">
      <main><section id="door" class="card"><h1>%s</h1><p>%s</p><p><a class="button" href="%s">%s</a></p></section></main>
      </body>
      </html>
      """;

  /**
   * A page.
   *
   * @param key of its words
   * @param link where its way on leads, a path of ours
   */
  static Response.ResponseBuilder of(int status, String key, HttpHeaders asked, String link) {
    return page(status, key, asked, link, "");
  }

  /**
   * A page that goes on by itself. It stands between the provider and ours, because a browser keeps
   * a strict cookie back as long as another site leads it.
   */
  static Response.ResponseBuilder goingOn(HttpHeaders asked, String link) {
    var refresh = "<meta http-equiv=\"refresh\" content=\"0;url=%s\">\n".formatted(escaped(link));
    return page(200, "on", asked, link, refresh);
  }

  private static Response.ResponseBuilder page(
      int status, String key, HttpHeaders asked, String link, String head) {
    var words = Words.of(header(asked));
    var title = escaped(words.say(key + ".title"));
    return Response.status(status)
        .type(MediaType.TEXT_HTML + ";charset=utf-8")
        .header("Cache-Control", "no-store")
        .entity(
            FRAME.formatted(
                words.language(),
                head,
                title,
                title,
                escaped(words.say(key + ".text")),
                escaped(link),
                escaped(words.say(key + ".link"))));
  }

  private static @Nullable String header(HttpHeaders asked) {
    return asked.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private SignInPage() {}
}
