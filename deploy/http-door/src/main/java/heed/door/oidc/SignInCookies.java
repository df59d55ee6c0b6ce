package heed.door.oidc;

import heed.door.Vouched;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What a browser keeps for signing in and out. No script reads any of it. */
@Singleton
class SignInCookies {
  private static final String PENDING = "heed_sign_in_";
  private static final String PENDING_PATH = "/sign-in/oidc";
  private static final String HINT = "heed_oidc_hint";
  private static final String HINT_PATH = "/sign-out/oidc";
  private static final String PURPOSE = "sign-in";
  private static final int MOST_PENDING = 5;

  /** Browsers keep 4096 bytes of a cookie, its name and attributes among them. */
  private static final int LARGEST = 3_800;

  private final Vouched vouched;

  SignInCookies(Vouched vouched) {
    this.vouched = vouched;
  }

  /**
   * Keeps a sign-in. Each has a cookie of its own, so that two windows do not spoil each other's.
   */
  void keep(Pending pending, HttpServerRequest request, boolean secure) {
    tidy(request, secure);
    var sealed = vouched.seal(PURPOSE, pending.text());
    write(
        request, name(pending.state()), sealed, PENDING_PATH, Pending.PATIENCE.toSeconds(), secure);
  }

  /** The sign-in that the browser began with this state; null if it did not. */
  @Nullable Pending find(HttpServerRequest request, @Nullable String state) {
    if (state == null || state.length() < 8) {
      return null;
    }
    var cookie = request.getCookie(name(state));
    var text = cookie == null ? null : vouched.unseal(PURPOSE, cookie.getValue());
    return text == null ? null : Pending.read(text);
  }

  /** Ends a sign-in: its answer is taken once. */
  void forget(Pending pending, HttpServerRequest request, boolean secure) {
    write(request, name(pending.state()), "", PENDING_PATH, 0, secure);
  }

  /**
   * Keeps the token of the sign-in, which the provider wants to see for signing out. One that no
   * browser would keep is left out: the provider then asks before it signs out.
   */
  void keepHint(String idToken, long seconds, HttpServerRequest request, boolean secure) {
    if (idToken.length() <= LARGEST) {
      write(request, HINT, idToken, HINT_PATH, seconds, secure);
    }
  }

  /** The token that was kept; null if none was. From now on none is. */
  @Nullable String takeHint(HttpServerRequest request, boolean secure) {
    var cookie = request.getCookie(HINT);
    write(request, HINT, "", HINT_PATH, 0, secure);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  /** Ends sign-ins that were never finished, once they are many. */
  private static void tidy(HttpServerRequest request, boolean secure) {
    var begun = request.cookies().stream().filter(c -> c.getName().startsWith(PENDING)).toList();
    if (begun.size() >= MOST_PENDING) {
      begun.forEach(c -> write(request, c.getName(), "", PENDING_PATH, 0, secure));
    }
  }

  private static String name(String state) {
    return PENDING + state.substring(0, 8).replaceAll("[^\\w-]", "_");
  }

  /** As a header of its own, because a response object would replace those that others wrote. */
  private static void write(
      HttpServerRequest request,
      String name,
      String value,
      String path,
      long seconds,
      boolean secure) {
    request
        .response()
        .headers()
        .add(
            HttpHeaders.SET_COOKIE,
            "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(name, value, path, seconds, secure ? "; Secure" : ""));
  }
}
