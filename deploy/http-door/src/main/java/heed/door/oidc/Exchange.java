package heed.door.oidc;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import org.jboss.logging.Logger;

/** Swaps the code of a sign-in for the token that says who it was. */
@Singleton
class Exchange {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String CODE = "[a-z_]{1,40}";

  private final Provider provider;

  Exchange(Provider provider) {
    this.provider = provider;
  }

  /**
   * The ID token.
   *
   * @throws BadProof if the provider does not take the code: it is used, old, or another's
   * @throws ProviderAway if it does not answer
   */
  String idToken(String code, String verifier, String redirect) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("code_verifier", verifier);
    form.put("redirect_uri", redirect);
    var answer = provider.token(form);
    var token = answer.body().path("id_token").asText();
    if (answer.status() == 200 && !token.isEmpty()) {
      return token;
    }
    var error = answer.body().path("error").asText();
    var reason = error.matches(CODE) ? error : "status " + answer.status();
    if (!reason.equals("invalid_grant")) {
      LOG.errorf(
          "identity provider refuses this client reason=%s; check heed.oidc.client-id and -secret",
          reason);
    }
    throw new BadProof(reason);
  }
}
