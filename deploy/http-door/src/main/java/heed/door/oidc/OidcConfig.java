package heed.door.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The provider of identities, and what its claims mean here. */
@ConfigMapping(prefix = "heed.oidc")
interface OidcConfig {
  /** Its issuer, exactly as its tokens name it; without it all of this is off. */
  Optional<String> issuer();

  /** Where its description is, if that is not the issuer plus the well-known path. */
  Optional<String> discovery();

  /** What people call it, on the button that leads there; its host if not set. */
  Optional<String> name();

  /** The client that people sign in to. */
  @WithDefault("heed-console")
  String clientId();

  /** Its secret; a public client has none, PKCE protects it either way. */
  Optional<String> clientSecret();

  /** What a program's token must be for ({@code aud}). */
  @WithDefault("heed")
  String audience();

  @WithDefault("openid profile")
  String scope();

  /** How long a person's session lasts before the provider is asked again. */
  @WithDefault("PT1H")
  Duration recheck();

  /** How far the provider's clock may be from ours. */
  @WithDefault("PT30S")
  Duration clockSkew();

  /** How long one question to the provider may take. */
  @WithDefault("PT5S")
  Duration timeout();

  /**
   * Where browsers reach this service, such as {@code https://desk.shop.example}; as asked if not
   * set.
   */
  Optional<String> baseUrl();

  /** Whether the provider may be asked without TLS; on loopback it may anyway. */
  @WithDefault("false")
  boolean allowHttp();

  /** Whether this service has pages that people sign in to. */
  @WithDefault("false")
  boolean people();

  /** Claims by name, or by path with slashes. */
  Claims claims();

  /** The values of the roles claim that give each of our roles; none gives one by default. */
  Roles roles();

  /** For whom the token names no storefronts; none by default. */
  Optional<Set<String>> defaultStorefronts();

  /** For whom the token names no teams; none by default. */
  Optional<Set<String>> defaultTeams();

  /** Our roles whose holders see the cases of every team. */
  @WithDefault("admin")
  Set<String> allTeams();

  /** Where in a token to look. */
  interface Claims {
    /** The first that is there is the name. */
    @WithDefault("preferred_username,name")
    List<String> name();

    @WithDefault("realm_access/roles")
    String roles();

    @WithDefault("storefronts")
    String storefronts();

    @WithDefault("teams")
    String teams();
  }

  /** The values that give a role. */
  interface Roles {
    /** Given to programs only. */
    Optional<Set<String>> storefront();

    Optional<Set<String>> agent();

    Optional<Set<String>> lead();

    Optional<Set<String>> analyst();

    Optional<Set<String>> admin();
  }
}
