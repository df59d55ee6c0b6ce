package heed.ingest;

import heed.door.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** What a request says of its body and of the answer, beyond what its method is chosen by. */
final class Negotiation {
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern JSON =
      Pattern.compile(
          "(?:^|[,\\s])(?:\\*/\\*|application/(?:\\*|json|problem\\+json))(?:$|[;,\\s])");

  /**
   * @throws Refusal 406 if the answer may not be JSON; 415 if no content type is given, or another
   *     charset than UTF-8
   */
  static void check(HttpServerRequest request) {
    var accept = request.headers().getAll(HttpHeaders.ACCEPT);
    if (!accept.isEmpty() && accept.stream().noneMatch(a -> JSON.matcher(a).find())) {
      throw Refusal.status(
          406, "this is answered as application/json; say so in Accept, or leave it out");
    }
    requireUtf8(request);
  }

  private static void requireUtf8(HttpServerRequest request) {
    var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      throw Refusal.status(
          415,
          "Content-Type is missing, must be application/json, application/x-ndjson or text/csv");
    }
    if (type.indexOf(';') < 0) {
      return;
    }
    var charset = CHARSET.matcher(type);
    if (charset.find() && !charset.group(1).equalsIgnoreCase("utf-8")) {
      throw Refusal.status(415, "Content-Type names a charset that is not UTF-8; send UTF-8");
    }
  }

  private Negotiation() {}
}
