package heed.door.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has begun: what the browser keeps, sealed, until the provider sends it back.
 *
 * @param state drawn for this sign-in alone; what else is drawn for it follows from this
 * @param end when it is too late
 * @param to the path of ours that it leads to
 */
record Pending(String state, Instant end, String to) {
  static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final SecureRandom RANDOM = new SecureRandom();

  static Pending begun(Instant now, String to) {
    var drawn = new byte[24];
    RANDOM.nextBytes(drawn);
    var state = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    return new Pending(state, now.plus(PATIENCE), to);
  }

  /** As it is sealed; a path of ours has no blanks. */
  String text() {
    return state + " " + end.getEpochSecond() + " " + to;
  }

  /** Reads what {@link #text} wrote. */
  static Pending read(String text) {
    var parts = text.split(" ", 3);
    return new Pending(parts[0], Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]);
  }

  /** True if the provider's answer belongs to it, and comes in time. */
  boolean answers(@Nullable String told, Instant now) {
    return told != null
        && now.isBefore(end)
        && MessageDigest.isEqual(
            told.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }
}
