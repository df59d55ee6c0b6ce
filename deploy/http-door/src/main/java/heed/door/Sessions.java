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

  /**
   * A session for one whom the directory knows.
   *
   * @throws Refusal 403 for any other: what another provider vouched for would outlive its word
   */
  String open(Holder holder) {
    if (directory.byId(holder.id()) == null) {
      throw Refusal.status(
          403, "a session is opened with a key; with another provider's account, sign in there");
    }
    return seal(new Token(end(LENGTH), holder.id(), null));
  }

  /** A session for one whom another provider vouches for, as long as its word holds. */
  String openVouched(Holder holder, Duration length) {
    return seal(new Token(end(length), null, holder));
  }

  private long end(Duration length) {
    return clock.instant().plus(length).getEpochSecond();
  }

  private String seal(Token token) {
    return secret.seal(PURPOSE, write(token));
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
