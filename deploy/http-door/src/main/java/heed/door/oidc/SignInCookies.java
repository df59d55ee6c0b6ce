package heed.door.oidc;

import heed.door.Vouched;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
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

  static boolean fits(NewCookie cookie) {
    return cookie.getValue().length() <= LARGEST;
  }

  /** One cookie for each sign-in, so that two windows do not spoil each other's. */
  NewCookie pending(Pending pending, boolean secure) {
    return kept(
        name(pending.state()),
        vouched.seal(PURPOSE, pending.text()),
        PENDING_PATH,
        (int) Pending.PATIENCE.toSeconds(),
        secure);
  }

  /** The sign-in that the browser began with this state; null if it did not. */
  @Nullable Pending pending(HttpHeaders asked, @Nullable String state) {
    if (state == null || state.length() < 8) {
      return null;
    }
    var cookie = asked.getCookies().get(name(state));
    var text = cookie == null ? null : vouched.open(PURPOSE, cookie.getValue());
    return text == null ? null : Pending.read(text);
  }

  /** Ends a sign-in: its answer is taken once. */
  NewCookie done(String state, boolean secure) {
    return kept(name(state), "", PENDING_PATH, 0, secure);
  }

  /** Ends those that were never finished, once they are many. */
  NewCookie[] tidied(HttpHeaders asked, boolean secure) {
    var begun = asked.getCookies().keySet().stream().filter(n -> n.startsWith(PENDING)).toList();
    var over = begun.size() < MOST_PENDING ? List.<String>of() : begun;
    return over.stream().map(n -> kept(n, "", PENDING_PATH, 0, secure)).toArray(NewCookie[]::new);
  }

  /** The token of the sign-in, which the provider wants to see for signing out. */
  NewCookie hint(String idToken, int seconds, boolean secure) {
    return kept(HINT, idToken, HINT_PATH, seconds, secure);
  }

  static @Nullable String hint(HttpHeaders asked) {
    var cookie = asked.getCookies().get(HINT);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  NewCookie noHint(boolean secure) {
    return kept(HINT, "", HINT_PATH, 0, secure);
  }

  private static String name(String state) {
    return PENDING + state.substring(0, 8).replaceAll("[^\\w-]", "_");
  }

  private static NewCookie kept(
      String name, String value, String path, int seconds, boolean secure) {
    return new NewCookie.Builder(name)
        .value(value)
        .path(path)
        .maxAge(seconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
