package heed.alerting.crm;

import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be sent to an endpoint.
 *
 * @param target path and query, below the endpoint's address
 * @param body null for none
 */
public record CrmRequest(String method, String target, @Nullable String body, Verdict verdict) {
  @Override
  public String toString() {
    return "CrmRequest[not shown]";
  }
}
