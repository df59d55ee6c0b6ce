package heed.door.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves tokens: signed by one of the provider's keys with an asymmetric algorithm, by this issuer,
 * for us, and not over. A key that is not known yet is asked for, seldom enough that a flood of
 * forged ones is none at the provider.
 */
@Singleton
class Proofs {
  private static final Set<JWSAlgorithm> SIGNED =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** As OpenID Connect Core has it (section 2); it becomes part of an id that is kept. */
  private static final String SUBJECT = "[\\x21-\\x7e]{1,255}";

  private static final Duration KEYS_FRESH = Duration.ofMinutes(5);
  private static final Duration KEYS_USABLE = Duration.ofHours(1);
  private static final Duration ASKED_TWICE_IN = Duration.ofSeconds(20);

  private final OidcConfig config;
  private final Provider provider;
  private @Nullable JWKSource<SecurityContext> keys;
  private volatile boolean away;

  Proofs(OidcConfig config, Provider provider) {
    this.config = config;
    this.provider = provider;
  }

  /**
   * What the token of a sign-in says.
   *
   * @throws BadProof if it proves nothing
   * @throws ProviderAway if the keys cannot be had
   */
  JWTClaimsSet ofPerson(String idToken, String nonce) {
    var claims =
        prove(
            idToken,
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null),
            config.clientId(),
            expected().claim("nonce", nonce).build(),
            Set.of("sub", "iat", "exp"));
    if (!claims.getSubject().matches(SUBJECT)) {
      throw new BadProof("unusable subject");
    }
    var authorized = claims.getClaim("azp");
    if (claims.getAudience().size() > 1 && !config.clientId().equals(authorized)) {
      throw new BadProof("for another client");
    }
    return claims;
  }

  /** What a program's token says; throws as above. */
  JWTClaimsSet ofProgram(String accessToken) {
    return prove(
        accessToken,
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT,
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt"),
            null),
        config.audience(),
        expected().build(),
        Set.of("exp"));
  }

  private JWTClaimsSet.Builder expected() {
    return new JWTClaimsSet.Builder().issuer(config.issuer().orElseThrow());
  }

  private JWTClaimsSet prove(
      String token,
      DefaultJOSEObjectTypeVerifier<SecurityContext> types,
      String audience,
      JWTClaimsSet exactly,
      Set<String> required) {
    var claims = new DefaultJWTClaimsVerifier<>(audience, exactly, required);
    claims.setMaxClockSkew((int) config.clockSkew().toSeconds());
    var processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(types);
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNED, keys()));
    processor.setJWTClaimsSetVerifier(claims);
    try {
      return processor.process(token, null);
    } catch (RateLimitReachedException e) {
      throw away ? new ProviderAway("no keys") : new BadProof("unknown key");
    } catch (KeySourceException e) {
      throw new ProviderAway("no keys");
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new BadProof("token not accepted");
    }
  }

  private synchronized JWKSource<SecurityContext> keys() {
    if (keys == null) {
      keys =
          JWKSourceBuilder.create(address(provider.doors().keys()), url -> ask())
              .cache(KEYS_FRESH.toMillis(), config.timeout().toMillis())
              .refreshAheadCache(false)
              .rateLimited(ASKED_TWICE_IN.toMillis())
              .outageTolerant(KEYS_USABLE.toMillis())
              .build();
    }
    return keys;
  }

  private Resource ask() throws IOException {
    try {
      var resource = new Resource(provider.keys().toString(), "application/json");
      away = false;
      return resource;
    } catch (ProviderAway e) {
      away = true;
      throw new IOException("no keys");
    }
  }

  private static java.net.URL address(URI keys) {
    try {
      return keys.toURL();
    } catch (java.net.MalformedURLException e) {
      throw new ProviderAway("no address of keys");
    }
  }
}
