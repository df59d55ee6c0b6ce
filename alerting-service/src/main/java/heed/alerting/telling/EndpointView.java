package heed.alerting.telling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as operators see it.
 *
 * @param url of a chat only as far as it is no secret
 * @param secret shown once, when it is made
 * @param mapping of a CRM, as it was written
 * @param authorized of a CRM, whether requests carry a secret, which is never shown: its own, or
 *     the access token that the mapping names
 */
record EndpointView(
    String id,
    Medium kind,
    String url,
    @Nullable Set<String> storefronts,
    @Nullable Set<String> events,
    boolean enabled,
    @Nullable String disabledBecause,
    Instant createdAt,
    String createdBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mapping,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean authorized) {

  static EndpointView of(Endpoint e) {
    return of(e, null);
  }

  /** With its secret, which a chat has no use for. */
  static EndpointView withSecret(Endpoint e) {
    return of(e, e.subscription().kind().chat() ? null : e.secrets().current());
  }

  private static EndpointView of(Endpoint e, @Nullable String secret) {
    var subscription = e.subscription();
    return new EndpointView(
        e.id(),
        subscription.kind(),
        subscription.kind().chat() ? e.url().shown() : e.url().text(),
        subscription.storefronts(),
        subscription.events(),
        subscription.enabled(),
        e.disabledBecause(),
        e.createdAt(),
        e.createdBy(),
        secret,
        e.crm() == null ? null : e.crm().mapping(),
        e.crm() == null ? null : e.crm().authorization() != null || e.token() != null);
  }
}
