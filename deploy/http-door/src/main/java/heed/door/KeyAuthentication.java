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
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Turns a bearer key or token, or the session cookie of a browser, into an identity. */
@Singleton
class KeyAuthentication implements HttpAuthenticationMechanism {
  static final String HOLDER = "heed.holder";

  /** Says that nobody did anything for a while: the page asks by itself. */
  private static final String IDLE = "Heed-Idle";

  private static final String REFUSAL = "heed.refusal";
  private static final String BEARER = "Bearer ";

  private final Directory directory;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final List<Voucher> vouchers;
  private final BlockingSecurityExecutor workers;

  /** By the ids of programs, of which there are few. */
  private final Map<String, SecurityIdentity> latest = new ConcurrentHashMap<>();

  KeyAuthentication(
      Directory directory,
      Sessions sessions,
      SessionCookie cookie,
      @Any Instance<Voucher> vouchers,
      BlockingSecurityExecutor workers) {
    this.directory = directory;
    this.sessions = sessions;
    this.cookie = cookie;
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
    var token = cookie.read(context.request());
    if (token == null) {
      return Uni.createFrom().nullItem();
    }
    var session = sessions.look(token);
    // A stale cookie is no credential at all: public paths stay public, the others answer 401.
    if (session == null || SameOrigin.foreignWrite(context.request())) {
      return Uni.createFrom().nullItem();
    }
    keepAlive(session, context);
    return Uni.createFrom().item(identity(session.holder()));
  }

  /** What a page asks for by itself keeps no session alive, and whoever ends one wants it ended. */
  private void keepAlive(Session session, RoutingContext context) {
    var request = context.request();
    if (request.headers().contains(IDLE)
        || EventStream.asked(context)
        || String.valueOf(request.path()).startsWith("/session")) {
      return;
    }
    var renewed = sessions.renewed(session);
    if (renewed != null) {
      cookie.write(request, renewed, sessions.left(session));
    }
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
    return holder == null ? unknown() : Uni.createFrom().item(known(holder));
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

  /** The same object for the same holder: nothing of it changes, and a key asks often. */
  private SecurityIdentity known(Holder holder) {
    var before = latest.get(holder.id());
    if (before != null && holder.equals(before.getAttribute(HOLDER))) {
      return before;
    }
    var identity = identity(holder);
    latest.put(holder.id(), identity);
    return identity;
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
    if (presented(context) && !directory.complete()) {
      Problem.send(
          context,
          Refusal.status(503, "who may come in is not known yet; try again")
              .header("Retry-After", "2"));
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

  /** True if there is something that may yet turn out to hold. */
  private boolean presented(RoutingContext context) {
    return context.request().headers().contains(HttpHeaders.AUTHORIZATION)
        || cookie.read(context.request()) != null;
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }
}
