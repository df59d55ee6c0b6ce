package heed.alerting.telling;

import heed.alerting.crm.CrmRequest;
import heed.alerting.telling.Message.Post;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Messages to programs, with the headers of Standard Webhooks. */
final class Signed {
  private Signed() {}

  static Post post(Endpoint endpoint, UUID id, String body) {
    return new Post(endpoint.url(), headers(endpoint, id, body), body);
  }

  /** As a CRM wants it: with its secret, and signed as well. */
  static Post request(Endpoint endpoint, UUID id, CrmRequest request) {
    var body = request.body();
    var headers = headers(endpoint, id, body == null ? "" : body);
    if (body == null) {
      headers.remove("content-type");
    }
    var crm = endpoint.crm();
    if (crm != null && crm.authorization() != null) {
      headers.put("authorization", crm.authorization());
    }
    return new Post(
        endpoint.url().below(request.target()),
        request.method(),
        headers,
        body,
        request.verdict(),
        request.token());
  }

  /** Those of every message. */
  static Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", "Heed");
    return headers;
  }

  private static Map<String, String> headers(Endpoint endpoint, UUID id, String body) {
    var now = Instant.now();
    var secrets = endpoint.secrets();
    var until = secrets.previousUntil();
    var signing =
        Stream.of(
                secrets.current(), until != null && now.isBefore(until) ? secrets.previous() : null)
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
    var headers = headers();
    headers.put("webhook-id", id.toString());
    headers.put("webhook-timestamp", "" + now.getEpochSecond());
    headers.put("webhook-signature", Signature.of(signing, id.toString(), now, body));
    return headers;
  }
}
