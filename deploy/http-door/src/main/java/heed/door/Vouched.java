package heed.door;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in elsewhere needs of the door: a session for whom another provider vouches, and
 * seals for what a browser carries until it is back.
 */
@Singleton
public class Vouched {
  /** Browsers keep 4096 bytes of a cookie, its name and attributes among them. */
  private static final int LARGEST = 3_800;

  private final Sessions sessions;
  private final SessionTerms terms;
  private final SessionCookie cookie;
  private final Secret secret;

  Vouched(Sessions sessions, SessionTerms terms, SessionCookie cookie, Secret secret) {
    this.sessions = sessions;
    this.terms = terms;
    this.cookie = cookie;
    this.secret = secret;
  }

  /**
   * Answers this request with the cookie of a session for him; false, without a cookie, if he has
   * so many storefronts and teams that no browser would keep it.
   *
   * @param atMost how long the voucher holds; the session may be shorter, never longer
   */
  public boolean open(Holder holder, Duration atMost, HttpServerRequest request) {
    var token = sessions.openVouched(holder, atMost);
    if (token.length() > LARGEST) {
      return false;
    }
    cookie.write(request, token, terms.shorter(atMost).toSeconds());
    return true;
  }

  /** Answers this request with a cookie that ends the browser's session, whoever opened it. */
  public void close(HttpServerRequest request) {
    cookie.write(request, "", 0);
  }

  /** See {@link #unseal}; {@code purpose} keeps uses apart. */
  public String seal(String purpose, String payload) {
    return secret.seal(purpose, payload);
  }

  /** What was sealed; null if it was not sealed by us for this purpose. */
  public @Nullable String unseal(String purpose, String sealed) {
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
}
