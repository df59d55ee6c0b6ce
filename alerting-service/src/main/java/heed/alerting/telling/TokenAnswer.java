package heed.alerting.telling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a token endpoint answers (RFC 6749, 5.1 and 5.2); pure. */
final class TokenAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 16 * 1024;

  /** Whatever a provider promises, it is asked once a day. */
  private static final Duration A_DAY = Duration.ofDays(1);

  /**
   * @param lasts null if it was not said
   */
  record Token(String value, @Nullable Duration lasts) {
    @Override
    public String toString() {
      return "Token[not shown]";
    }
  }

  /**
   * @throws NoToken if there is none, with the provider's word for it
   */
  static Token read(int status, byte[] body) throws NoToken {
    var answer = json(body);
    if (status != 200) {
      var error = answer.path("error").asText();
      throw new NoToken(
          "no access token: its provider answered "
              + status
              + (error.matches("[a-z_]{1,40}") ? " " + error : ""));
    }
    var value = answer.path("access_token").asText();
    if (value.isEmpty()
        || value.length() > LONGEST
        || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new NoToken("no access token: its provider answered 200 without one");
    }
    var type = answer.path("token_type").asText("Bearer");
    if (!type.equalsIgnoreCase("bearer")) {
      throw new NoToken("no access token: its provider gave one that is no bearer token");
    }
    var lasts = answer.path("expires_in").asLong();
    return new Token(
        value, lasts > 0 ? Duration.ofSeconds(Math.min(lasts, A_DAY.toSeconds())) : null);
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // told by what is not in it
    }
  }

  private TokenAnswer() {}
}
