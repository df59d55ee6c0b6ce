package heed.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * A problem as RFC 9457 has it.
 *
 * @param instance the path that was asked for
 * @param errors absent where no single field is to blame
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<FieldError> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Refusal refusal, String path) {
    return new Problem(
        "about:blank",
        HttpResponseStatus.valueOf(refusal.status()).reasonPhrase(),
        refusal.status(),
        refusal.detail(),
        path,
        refusal.errors());
  }

  /** Answers where no resource has been reached yet. */
  static void send(RoutingContext context, Refusal refusal) {
    var problem = of(refusal, context.normalizedPath());
    var json =
        new JsonObject()
            .put("type", problem.type())
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail())
            .put("instance", problem.instance());
    if (!problem.errors().isEmpty()) {
      var errors = new JsonArray();
      problem
          .errors()
          .forEach(
              e ->
                  errors.add(
                      new JsonObject().put("pointer", e.pointer()).put("detail", e.detail())));
      json.put("errors", errors);
    }
    var response = context.response().setStatusCode(problem.status());
    refusal.headers().forEach(response::putHeader);
    response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).end(json.toBuffer());
  }
}
