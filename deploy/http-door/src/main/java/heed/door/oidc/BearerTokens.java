package heed.door.oidc;

import heed.door.Holder;
import heed.door.Refusal;
import heed.door.Voucher;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Programs with a token of the provider (OAuth2 client credentials) instead of a key of ours. What
 * is refused is told in one sentence for every reason, and is not logged: a token is a secret.
 */
@Singleton
@Startup // a wrong setting stops the start, rather than every request
public class BearerTokens implements Voucher {
  private static final int LONGEST = 12_000;
  private static final Pattern SIGNED = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*\\.[\\w-]*");

  private final OidcConfig config;
  private final Provider provider;
  private final Proofs proofs;
  private final HolderDecider holders;

  BearerTokens(OidcConfig config, Provider provider, Proofs proofs) {
    this.config = config;
    this.provider = provider;
    this.proofs = proofs;
    this.holders = new HolderDecider(HolderRules.of(config));
  }

  @Override
  public boolean reads(String bearer) {
    return provider.on() && bearer.length() <= LONGEST && SIGNED.matcher(bearer).matches();
  }

  @Override
  public Holder read(String bearer) {
    try {
      var claims = new Claims(proofs.ofProgram(bearer).getClaims());
      return switch (holders.program(claims)) {
        case HolderDecider.Verdict.Accepted it -> it.holder();
        case HolderDecider.Verdict.WithoutRole none ->
            throw Refusal.status(
                403, "this client has no role here; heed.oidc.roles says which claims give one");
        case HolderDecider.Verdict.NoProgram none ->
            throw unauthorized(
                "this token is a person's, or names no client; get one with client credentials");
      };
    } catch (BadProof e) {
      throw unauthorized(
          "this token is not accepted: it must be signed by %s, be for the audience %s, and not be over; get a new one"
              .formatted(config.issuer().orElseThrow(), config.audience()));
    } catch (ProviderAway e) {
      throw Refusal.status(
              503, "the identity provider does not answer; try again, or use a key of ours")
          .header("Retry-After", "5");
    }
  }

  private static Refusal unauthorized(String detail) {
    return Refusal.status(401, detail).header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
