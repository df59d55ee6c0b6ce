package heed.door;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/** Turns a bearer key, or the session cookie of a browser, into an identity. */
@Singleton
class KeyAuthentication implements HttpAuthenticationMechanism {
  static final String HOLDER = "heed.holder";
  private static final String BEARER = "Bearer ";

  private final Directory directory;
  private final Sessions sessions;

  KeyAuthentication(Directory directory, Sessions sessions) {
    this.directory = directory;
    this.sessions = sessions;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviderManager) {
    var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return byKey(authorization);
    }
    var cookie = context.request().getCookie(Sessions.COOKIE);
    if (cookie == null) {
      return Uni.createFrom().nullItem();
    }
    var holder = sessions.find(cookie.getValue());
    // A stale cookie is no credential at all: public paths stay public, the others answer 401.
    return holder == null || SameOrigin.foreignWrite(context.request())
        ? Uni.createFrom().nullItem()
        : Uni.createFrom().item(identity(holder));
  }

  private Uni<SecurityIdentity> byKey(String authorization) {
    var holder =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? directory.byKey(authorization.substring(BEARER.length()).trim())
            : null;
    return holder == null
        ? Uni.createFrom().failure(new AuthenticationFailedException("unknown key"))
        : Uni.createFrom().item(identity(holder));
  }

  static SecurityIdentity identity(Holder holder) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(holder.name()))
        .addRoles(holder.roles())
        .addAttribute(HOLDER, holder)
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    context.response().putHeader("WWW-Authenticate", "Bearer");
    Problem.send(
        context,
        Refusal.status(
            401,
            "a key is needed: send it as \"Authorization: Bearer <key>\", and check its spelling"));
    return Uni.createFrom().item(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }
}
