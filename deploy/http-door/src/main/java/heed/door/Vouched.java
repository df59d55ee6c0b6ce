package heed.door;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in elsewhere needs of the door: a session for whom another provider vouches, and
 * seals for what a browser carries until it is back.
 */
@Singleton
public class Vouched {
  private final Sessions sessions;
  private final Secret secret;

  Vouched(Sessions sessions, Secret secret) {
    this.sessions = sessions;
    this.secret = secret;
  }

  /**
   * The cookie of a session for him.
   *
   * @param atMost how long the voucher holds; the session may be shorter, never longer
   * @param secure whether the browser came by https
   */
  public NewCookie session(Holder holder, Duration atMost, boolean secure) {
    var length = atMost.compareTo(Sessions.LENGTH) < 0 ? atMost : Sessions.LENGTH;
    return cookie(sessions.openVouched(holder, length), (int) length.toSeconds(), secure);
  }

  /** The cookie that ends the browser's session, whoever opened it. */
  public NewCookie over(boolean secure) {
    return cookie("", 0, secure);
  }

  /** See {@link #open}; {@code purpose} keeps uses apart. */
  public String seal(String purpose, String payload) {
    return secret.seal(purpose, payload);
  }

  /** What was sealed; null if it was not sealed by us for this purpose. */
  public @Nullable String open(String purpose, String sealed) {
    return secret.open(purpose, sealed);
  }

  /**
   * 43 URL-safe characters that follow from the payload for us alone, so that a secret that belongs
   * to it need not be kept.
   */
  public String derive(String purpose, String payload) {
    var sealed = secret.seal(purpose, payload);
    return sealed.substring(sealed.indexOf('.') + 1);
  }

  private static NewCookie cookie(String value, int seconds, boolean secure) {
    return new NewCookie.Builder(Sessions.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
