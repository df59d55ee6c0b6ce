package heed.alerting.crm;

import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be sent to an endpoint.
 *
 * @param target path and query, below the endpoint's address
 * @param body null for none
 * @param token the name of the access token that it carries; null for none
 */
public record CrmRequest(
    String method, String target, @Nullable String body, Verdict verdict, @Nullable String token) {
  @Override
  public String toString() {
    return "CrmRequest[not shown]";
  }
}
