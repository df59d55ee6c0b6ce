package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review is to be forgotten, if it is of that storefront.
 *
 * @param revision set by sentiment-service: earlier revisions of the review are refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReviewErased(
    UUID reviewId, String storefront, Instant erasedAt, @Nullable Long revision) {
  public ReviewErased {
    Wire.require(reviewId, "reviewId");
    Wire.require(storefront, "storefront");
    Wire.require(erasedAt, "erasedAt");
  }
}
