package heed.alerting.telling;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens that expire, by the name that a mapping calls them by. They are the operator's and
 * not a mapping's: whoever may write a mapping could send a secret wherever he likes.
 */
@ConfigMapping(prefix = "heed.telling.crm")
interface CrmTokenSettings {
  Map<String, Token> tokens();

  /** How one is got: client credentials, or a refresh token, of OAuth 2.0 (RFC 6749). */
  interface Token {
    /** The provider's token endpoint. */
    URI url();

    /** The CRM that may be sent the token, such as https://acme.my.salesforce.com. */
    String server();

    String client();

    String secret();

    /** Used over and over, so it must not be one that is replaced with each use. */
    Optional<String> refreshToken();

    Optional<String> scope();
  }
}
