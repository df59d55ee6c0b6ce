package heed.door;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Turns a bearer key or token, or the session cookie of a browser, into an identity. */
@Singleton
class KeyAuthentication implements HttpAuthenticationMechanism {
  static final String HOLDER = "heed.holder";
  private static final String REFUSAL = "heed.refusal";
  private static final String BEARER = "Bearer ";

  private final Directory directory;
  private final Sessions sessions;
  private final List<Voucher> vouchers;
  private final BlockingSecurityExecutor workers;

  KeyAuthentication(
      Directory directory,
      Sessions sessions,
      @Any Instance<Voucher> vouchers,
      BlockingSecurityExecutor workers) {
    this.directory = directory;
    this.sessions = sessions;
    this.vouchers = vouchers.stream().toList();
    this.workers = workers;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviderManager) {
    var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return byBearer(context, authorization);
    }
    var cookie = context.request().getCookie(Sessions.COOKIE);
    if (cookie == null) {
      return Uni.createFrom().nullItem();
    }
    var holder = sessions.find(cookie.getValue());
    // A stale cookie is no credential at all: public paths stay public, the others answer 401.
    return holder == null || fromAnotherOrigin(context)
        ? Uni.createFrom().nullItem()
        : Uni.createFrom().item(identity(holder));
  }

  private Uni<SecurityIdentity> byBearer(RoutingContext context, String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return unknown();
    }
    var bearer = authorization.substring(BEARER.length()).trim();
    for (var voucher : vouchers) {
      if (voucher.reads(bearer)) {
        return vouched(context, voucher, bearer);
      }
    }
    var holder = directory.byKey(bearer);
    return holder == null ? unknown() : Uni.createFrom().item(identity(holder));
  }

  private Uni<SecurityIdentity> vouched(RoutingContext context, Voucher voucher, String bearer) {
    return workers
        .<SecurityIdentity>executeBlocking(() -> identity(voucher.read(bearer)))
        .onFailure(Refusal.class)
        .transform(
            refusal -> {
              context.put(REFUSAL, refusal);
              return new AuthenticationFailedException("not vouched for");
            });
  }

  private static Uni<SecurityIdentity> unknown() {
    return Uni.createFrom().failure(new AuthenticationFailedException("unknown key"));
  }

  /**
   * SameSite=Strict already keeps the cookie at home; this holds also where a browser ignores it.
   */
  private static boolean fromAnotherOrigin(RoutingContext context) {
    var site = context.request().getHeader("Sec-Fetch-Site");
    var method = context.request().method();
    var safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    return !safe && site != null && !site.equals("same-origin");
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
    Refusal refusal = context.get(REFUSAL);
    if (refusal != null) {
      Problem.send(context, refusal);
      return Uni.createFrom().item(true);
    }
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
