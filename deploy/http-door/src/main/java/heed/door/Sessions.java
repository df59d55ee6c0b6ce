package heed.door;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A browser's session: a signed token that names a key and its end, so that nothing is stored. */
@Singleton
class Sessions {
  static final String COOKIE = "heed_session";
  static final Duration LENGTH = Duration.ofHours(12);
  private static final String PURPOSE = "session";

  private final Keys keys;
  private final Secret secret;
  private final Clock clock = Clock.systemUTC();

  Sessions(Keys keys, Secret secret) {
    this.keys = keys;
    this.secret = secret;
  }

  String open(String keyName) {
    return secret.seal(PURPOSE, clock.instant().plus(LENGTH).getEpochSecond() + " " + keyName);
  }

  /** The key behind a token; null if it is forged, over, or its key is no longer configured. */
  Keys.@Nullable Key find(String token) {
    var payload = secret.open(PURPOSE, token);
    if (payload == null) {
      return null;
    }
    var space = payload.indexOf(' ');
    var end = Instant.ofEpochSecond(Long.parseLong(payload.substring(0, space)));
    return clock.instant().isBefore(end) ? keys.named(payload.substring(space + 1)) : null;
  }
}
