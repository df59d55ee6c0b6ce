package heed.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a case: the data of every type on {@code cases-changed}. Beside the fact it carries
 * where the case stands after it, so that a reader needs only the event with the highest {@code
 * sequence}.
 *
 * @param sequence gap-free per case, from 1
 * @param cycle 1 from the opening on, one more per reopening
 * @param by who did it: a user, a key's name, {@code customer}, {@code clock} or {@code heed}
 * @param fact on the wire its fields lie beside the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseChanged(
    UUID caseId,
    UUID reviewId,
    String storefront,
    long sequence,
    int cycle,
    Instant at,
    String by,
    Status status,
    Sla sla,
    Recovery recovery,
    @JsonUnwrapped CaseFact fact) {
  public CaseChanged {
    Wire.require(caseId, "caseId");
    Wire.require(reviewId, "reviewId");
    Wire.require(storefront, "storefront");
    Wire.require(at, "at");
    Wire.require(by, "by");
    Wire.require(status, "status");
    Wire.require(sla, "sla");
    Wire.require(recovery, "recovery");
  }

  /** The event that tells it. */
  @JsonIgnore
  public EventType type() {
    return fact.type();
  }

  public enum Status {
    OPEN,
    ACKNOWLEDGED,
    ANSWERED,
    RESOLVED,
    CANCELLED
  }

  /** AT_RISK from the last warning mark on; MET, BREACHED and CANCELLED are final. */
  public enum SlaStatus {
    RUNNING,
    AT_RISK,
    MET,
    BREACHED,
    CANCELLED
  }

  /**
   * The first-response clock.
   *
   * @param answeredAt the first public answer by a person, also if it came too late
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sla(
      Instant startedAt, Instant dueAt, @Nullable Instant answeredAt, SlaStatus status) {
    public Sla {
      Wire.require(startedAt, "sla.startedAt");
      Wire.require(dueAt, "sla.dueAt");
      Wire.require(status, "sla.status");
    }
  }

  /**
   * NONE: no public answer yet, or no rating that could rise; POSSIBLE: answered and it could;
   * RECOVERED: it did.
   */
  public enum Recovery {
    NONE,
    POSSIBLE,
    RECOVERED
  }
}
