package heed.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Whoever asks for {@code text/csv} gets the table of what the same address answers as JSON, so
 * that the two can not differ. Where a list has more pages, {@code Link} names the next.
 */
class CsvAnswers {
  private static final MediaType CSV = new MediaType("text", "csv", "UTF-8");
  private static final String ASKED = CsvAnswers.class.getName();
  static final Pattern TABLES =
      Pattern.compile(
          "/?v1/(kpis(/series|/by/[^/]+|/invitations)?|causes|reviews|alarms|benchmarks?)/?");

  private final ObjectMapper json;

  CsvAnswers(ObjectMapper json) {
    this.json = json;
  }

  /** Before a method is chosen: all of them answer JSON. */
  @ServerRequestFilter(preMatching = true)
  void ask(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.GET)
        && TABLES.matcher(request.getUriInfo().getPath()).matches()
        && wantsCsv(request)) {
      request.setProperty(ASKED, true);
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
    }
  }

  @ServerResponseFilter
  void answer(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(ASKED) == null
        || response.getStatus() != 200
        || !response.hasEntity()) {
      return;
    }
    JsonNode answer = json.valueToTree(response.getEntity());
    var type = json.constructType(response.getEntityType());
    var columns = CsvColumns.of(json.getSerializationConfig(), type);
    var bytes = Csv.of(answer, columns).getBytes(StandardCharsets.UTF_8);
    response.setEntity(bytes, new Annotation[0], CSV);
    var headers = response.getHeaders();
    headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(request));
    headers.putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (answer.path("nextCursor").isTextual()) {
      var next = next(request.getUriInfo(), answer.path("nextCursor").asText());
      headers.putSingle(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }
  }

  private static boolean wantsCsv(ContainerRequestContext request) {
    var first = request.getAcceptableMediaTypes().getFirst();
    return first.getType().equals("text") && first.getSubtype().equals("csv");
  }

  private static String name(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath().replaceFirst("^/?v1/", "");
    return "heed-" + path.replaceAll("[^a-z]+", "-") + ".csv\"";
  }

  private static String next(UriInfo uri, String cursor) {
    var next = uri.getRequestUriBuilder().replaceQueryParam("cursor", cursor).build();
    return next.getRawPath() + "?" + next.getRawQuery();
  }
}
