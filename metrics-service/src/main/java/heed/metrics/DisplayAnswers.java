package heed.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are kept by caches and pasted into pages: they have an ETag of what they say, and no
 * bracket in them ends a script.
 */
@Singleton
class DisplayAnswers {
  private static final int ENOUGH = 12;

  private final ObjectMapper json;
  private final DisplaySettings settings;

  DisplayAnswers(ObjectMapper json, DisplaySettings settings) {
    this.json = json;
    this.settings = settings;
  }

  /**
   * @param known the ETags that the client has, as If-None-Match tells them
   * @param forAnybody false: for one caller alone, so no cache between may keep it
   */
  ResponseBuilder answer(Object body, @Nullable String known, boolean forAnybody) {
    var text = safe(body);
    var etag = '"' + digest(text) + '"';
    var answer = has(known, etag) ? Response.notModified() : Response.ok(text);
    var scope = forAnybody ? "public" : "private";
    return answer
        .header(HttpHeaders.ETAG, etag)
        .header(HttpHeaders.CACHE_CONTROL, scope + ", max-age=" + settings.maxAge().toSeconds())
        .header(HttpHeaders.VARY, "Authorization, Cookie, Origin, Accept");
  }

  /** Shops write it into a script element; JSON has brackets only inside strings. */
  private String safe(Object body) {
    try {
      return json.writeValueAsString(body)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer can be written", e);
    }
  }

  private static boolean has(@Nullable String known, String etag) {
    return known != null
        && Arrays.stream(known.split(","))
            .map(String::strip)
            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
            .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha, ENOUGH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
