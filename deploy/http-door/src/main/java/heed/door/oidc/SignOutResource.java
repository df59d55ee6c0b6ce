package heed.door.oidc;

import heed.door.Vouched;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends the browser's session, whoever opened it, and the one at the provider where it came from
 * there.
 */
@Path("/sign-out/oidc")
@PermitAll
public class SignOutResource {
  /** By the page itself, or by the person; older browsers do not say. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final OidcConfig config;
  private final Provider provider;
  private final SignInCookies cookies;
  private final Vouched vouched;

  SignOutResource(OidcConfig config, Provider provider, SignInCookies cookies, Vouched vouched) {
    this.config = config;
    this.provider = provider;
    this.cookies = cookies;
    this.vouched = vouched;
  }

  @GET
  public Response leave(
      @Context UriInfo uri, @Context HttpHeaders asked, @Context HttpServerRequest request) {
    var site = asked.getHeaderString("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site)) {
      return SignInPage.of(200, "leave", asked, "/sign-out/oidc").build();
    }
    var base = Base.of(config, uri);
    vouched.close(request);
    var hint = cookies.takeHint(request, base.secure());
    return left(hint, base, asked);
  }

  private Response left(@Nullable String hint, Base base, HttpHeaders asked) {
    var home = URI.create(base.address(OwnPath.HOME));
    if (hint == null || !provider.on()) {
      return away(home);
    }
    try {
      var door = provider.doors().endSession();
      if (door == null) {
        return away(home);
      }
      var told = new LinkedHashMap<String, String>();
      told.put("id_token_hint", hint);
      told.put("client_id", config.clientId());
      told.put("post_logout_redirect_uri", home.toString());
      return away(Base.with(door, told));
    } catch (ProviderAway e) {
      return SignInPage.of(200, "left", asked, OwnPath.HOME).build();
    }
  }

  private static Response away(URI to) {
    return Response.seeOther(to).header("Cache-Control", "no-store").build();
  }
}
