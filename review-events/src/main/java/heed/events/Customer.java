package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote a review.
 *
 * @param id the storefront's opaque id, unique within the storefront only; null for a guest
 * @param contact name and address, sealed by review-ingest; only alerting-service can open it
 * @param consent whether others may be told what segment he is in; null if the storefront did not
 *     say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Customer(@Nullable String id, @Nullable String contact, @Nullable Boolean consent) {
  /** Of one who was not asked. */
  public Customer(@Nullable String id, @Nullable String contact) {
    this(id, contact, null);
  }
}
