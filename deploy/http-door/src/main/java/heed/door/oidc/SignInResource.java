package heed.door.oidc;

import heed.door.Holder;
import heed.door.Refusal;
import heed.door.Vouched;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in with OpenID Connect: the authorization code flow with PKCE, state and nonce. What
 * comes of it is a session of ours; no token of the provider is used afterwards.
 */
@Path("/sign-in/oidc")
@PermitAll
public class SignInResource {
  private static final Logger LOG = Logger.getLogger(SignInResource.class);
  private static final String BACK = "/sign-in/oidc/back";

  private final OidcConfig config;
  private final Provider provider;
  private final Exchange exchange;
  private final Proofs proofs;
  private final SignInCookies cookies;
  private final Vouched vouched;
  private final HolderDecider holders;
  private final Clock clock = Clock.systemUTC();

  SignInResource(
      OidcConfig config,
      Provider provider,
      Exchange exchange,
      Proofs proofs,
      SignInCookies cookies,
      Vouched vouched) {
    this.config = config;
    this.provider = provider;
    this.exchange = exchange;
    this.proofs = proofs;
    this.cookies = cookies;
    this.vouched = vouched;
    this.holders = new HolderDecider(HolderRules.of(config));
  }

  /**
   * Whether one can sign in here, so that a page offers it.
   *
   * @param name what people call the provider; null if one cannot
   */
  record Offer(@Nullable String name) {}

  @GET
  @Path("/offer")
  @Produces(MediaType.APPLICATION_JSON)
  public Offer offer() {
    if (!provider.on() || !config.people()) {
      return new Offer(null);
    }
    return new Offer(
        config.name().orElseGet(() -> URI.create(config.issuer().orElseThrow()).getHost()));
  }

  /**
   * Leads to the provider.
   *
   * @param to the path of ours to come back to
   * @param again whether the provider shall ask also whom it knows
   */
  @GET
  public Response begin(
      @QueryParam("to") @Nullable String to,
      @QueryParam("again") boolean again,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    offered();
    var visit = new Visit(Base.of(config, uri), headers, request);
    var pending = Pending.begun(clock.instant(), OwnPath.of(to));
    try {
      var question = question(pending, again, visit.base());
      cookies.keep(pending, request, visit.base().secure());
      return Response.seeOther(question).header("Cache-Control", "no-store").build();
    } catch (ProviderAway e) {
      return away(visit, pending);
    }
  }

  /** Where the provider sends the browser back to. */
  @GET
  @Path("/back")
  public Response back(
      @QueryParam("code") @Nullable String code,
      @QueryParam("state") @Nullable String state,
      @QueryParam("iss") @Nullable String issuer,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    offered();
    var visit = new Visit(Base.of(config, uri), headers, request);
    var pending = cookies.find(request, state);
    if (pending == null || !pending.answers(state, clock.instant())) {
      return SignInPage.of(400, "stale", headers, signIn(OwnPath.HOME)).build();
    }
    cookies.forget(pending, request, visit.base().secure());
    var mixedUp = issuer != null && !issuer.equals(config.issuer().orElseThrow());
    return mixedUp
        ? refused(400, "failed", "another issuer", visit, pending)
        : answer(code, visit, pending);
  }

  /** Whose browser this is: where it reaches us, what it asks, and what it is answered with. */
  private record Visit(Base base, HttpHeaders headers, HttpServerRequest request) {}

  private Response answer(@Nullable String code, Visit visit, Pending pending) {
    if (code == null) {
      return refused(403, "declined", "declined by the provider", visit, pending);
    }
    try {
      var token = exchange.idToken(code, verifier(pending), visit.base().address(BACK));
      var claims = proofs.ofPerson(token, nonce(pending));
      var verdict = holders.person(claims.getSubject(), new Claims(claims.getClaims()));
      return verdict instanceof HolderDecider.Verdict.Accepted it
          ? signedIn(it.holder(), token, visit, pending)
          : withoutRole(visit, pending);
    } catch (BadProof e) {
      return refused(400, "failed", e.reason(), visit, pending);
    } catch (ProviderAway e) {
      return away(visit, pending);
    }
  }

  private Response signedIn(Holder holder, String token, Visit visit, Pending pending) {
    if (!vouched.open(holder, config.recheck(), visit.request())) {
      return refused(403, "crowd", "too many teams or storefronts", visit, pending);
    }
    cookies.keepHint(token, config.recheck().toSeconds(), visit.request(), visit.base().secure());
    return SignInPage.goingOn(visit.headers(), pending.to()).build();
  }

  private static Response withoutRole(Visit visit, Pending pending) {
    LOG.warn("sign-in refused reason=no role; heed.oidc.roles says which claims give one");
    var other = "/sign-in/oidc?again=true&to=" + Wire.encode(pending.to());
    return SignInPage.of(403, "norole", visit.headers(), other).build();
  }

  private static Response refused(
      int status, String page, String reason, Visit visit, Pending pending) {
    LOG.warnf("sign-in refused reason=%s", reason);
    return SignInPage.of(status, page, visit.headers(), signIn(pending.to())).build();
  }

  private static Response away(Visit visit, Pending pending) {
    return SignInPage.of(503, "away", visit.headers(), signIn(pending.to()))
        .header("Retry-After", "5")
        .build();
  }

  private URI question(Pending pending, boolean again, Base base) {
    var asked = new LinkedHashMap<String, String>();
    asked.put("response_type", "code");
    asked.put("client_id", config.clientId());
    asked.put("redirect_uri", base.address(BACK));
    asked.put("scope", config.scope());
    asked.put("state", pending.state());
    asked.put("nonce", nonce(pending));
    asked.put("code_challenge", Challenge.of(verifier(pending)));
    asked.put("code_challenge_method", "S256");
    if (again) {
      asked.put("prompt", "login");
    }
    return Base.with(provider.doors().authorization(), asked);
  }

  private void offered() {
    if (!provider.on() || !config.people()) {
      throw Refusal.notFound(
          "nobody signs in here with OpenID Connect; heed.oidc.issuer would name a provider");
    }
  }

  private String nonce(Pending pending) {
    return vouched.derive("nonce", pending.state());
  }

  private String verifier(Pending pending) {
    return vouched.derive("verifier", pending.state());
  }

  private static String signIn(String to) {
    return "/sign-in/oidc?to=" + Wire.encode(to);
  }
}
