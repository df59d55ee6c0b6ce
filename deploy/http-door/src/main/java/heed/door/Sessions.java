package heed.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser's session: a signed token that says who and until when, so that nothing is stored. Of
 * those whom the directory knows only the id is in it, and they are asked for anew at every
 * request; whom another provider vouches for is in it as he was vouched for.
 */
@Singleton
class Sessions {
  static final String COOKIE = "heed_session";
  static final Duration LENGTH = Duration.ofHours(12);
  private static final String PURPOSE = "session";

  /** What is signed: until when, and who, by id or as he was vouched for. */
  private record Token(long end, @Nullable String id, @Nullable Holder holder) {}

  private final Directory directory;
  private final Secret secret;
  private final ObjectMapper json = new ObjectMapper();
  private final Clock clock = Clock.systemUTC();

  Sessions(Directory directory, Secret secret) {
    this.directory = directory;
    this.secret = secret;
  }

  String open(Holder holder) {
    var end = clock.instant().plus(LENGTH).getEpochSecond();
    var known = directory.byId(holder.id()) != null;
    return secret.seal(
        PURPOSE, write(known ? new Token(end, holder.id(), null) : new Token(end, null, holder)));
  }

  /** Who holds a token; null if it is forged, over, or its holder is no longer known. */
  @Nullable Holder find(String sealed) {
    var payload = secret.open(PURPOSE, sealed);
    if (payload == null) {
      return null;
    }
    var token = read(payload);
    if (token == null || !clock.instant().isBefore(Instant.ofEpochSecond(token.end()))) {
      return null;
    }
    return token.id() == null ? token.holder() : directory.byId(token.id());
  }

  private String write(Token token) {
    try {
      return json.writeValueAsString(token);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a session is plain values", e);
    }
  }

  /** Null for what an earlier version signed: its browsers sign in once more. */
  private @Nullable Token read(String payload) {
    try {
      return json.readValue(payload, Token.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
