package heed.door.oidc;

import heed.door.Vouched;
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
  public Response leave(@Context UriInfo uri, @Context HttpHeaders asked) {
    var site = asked.getHeaderString("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site)) {
      return SignInPage.of(200, "leave", asked, "/sign-out/oidc").build();
    }
    var base = Base.of(config, uri);
    return Response.fromResponse(left(SignInCookies.hint(asked), base, asked))
        .cookie(vouched.over(base.secure()), cookies.noHint(base.secure()))
        .header("Cache-Control", "no-store")
        .build();
  }

  private Response left(@Nullable String hint, Base base, HttpHeaders asked) {
    var home = URI.create(base.address(OwnPath.HOME));
    if (hint == null || !provider.on()) {
      return Response.seeOther(home).build();
    }
    try {
      var door = provider.doors().endSession();
      if (door == null) {
        return Response.seeOther(home).build();
      }
      var told = new LinkedHashMap<String, String>();
      told.put("id_token_hint", hint);
      told.put("client_id", config.clientId());
      told.put("post_logout_redirect_uri", home.toString());
      return Response.seeOther(Base.with(door, told)).build();
    } catch (ProviderAway e) {
      return SignInPage.of(200, "left", asked, OwnPath.HOME).build();
    }
  }
}
