package heed.alerting.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log. Of customers it says nothing.
 *
 * @param holder the id of the key or the person; {@code nobody} where nobody was known
 * @param action what was asked, as the OpenAPI names it: {@code POST /v1/cases/{id}/answer}
 * @param object the id of what it was done to; null where there is none or it names a customer
 * @param storefront null where it is of no one storefront
 * @param request tells the lines of one request
 */
record AuditEntry(
    long id,
    Instant at,
    String holder,
    String name,
    Kind kind,
    String action,
    @Nullable String object,
    @Nullable String storefront,
    UUID request,
    Outcome outcome,
    int status) {

  /** What came in. */
  enum Kind {
    KEY,
    PERSON,
    NOBODY
  }

  /** What became of it; it is unknown where the connection was gone before the answer. */
  enum Outcome {
    DONE,
    REFUSED,
    UNKNOWN
  }
}
