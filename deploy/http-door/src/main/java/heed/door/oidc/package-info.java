/**
 * OpenID Connect for people ({@link heed.door.oidc.SignInResource}) and OAuth2 client credentials
 * for programs ({@link heed.door.oidc.BearerTokens}), off until {@code heed.oidc.issuer} is set.
 */
@NullMarked
package heed.door.oidc;

import org.jspecify.annotations.NullMarked;
