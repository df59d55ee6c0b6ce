package heed.door;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Opens and closes sessions for whoever has found out who it is. */
@Singleton
public class SessionDoor {
  private final Sessions sessions;
  private final SessionCookie cookie;

  SessionDoor(Sessions sessions, SessionCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /** Answers this request with the cookie of a new session. */
  public void open(Holder holder, HttpServerRequest request) {
    give(sessions.open(holder), request);
  }

  /** Answers this request with a cookie that ends the browser's session. */
  public void close(HttpServerRequest request) {
    noStore(request);
    cookie.write(request, "", 0);
  }

  /** False if the token holds no more. */
  boolean give(String token, HttpServerRequest request) {
    var session = sessions.look(token);
    if (session == null) {
      return false;
    }
    noStore(request);
    cookie.write(request, token, sessions.left(session));
    return true;
  }

  /**
   * For doors that a browser reaches before anybody is known.
   *
   * @throws Refusal 403 if a page of another site asks
   */
  public static void refuseForeign(HttpServerRequest request) {
    if (SameOrigin.foreignWrite(request)) {
      throw Refusal.status(403, "this is asked by a page of another site; open ours and try again");
    }
  }

  private static void noStore(HttpServerRequest request) {
    request.response().putHeader("Cache-Control", "no-store");
  }
}
