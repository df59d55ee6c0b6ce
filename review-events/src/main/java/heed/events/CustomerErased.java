package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer of a storefront is to be forgotten: every review received up to {@code erasedAt}, in
 * whatever order they come.
 *
 * @param revision set by sentiment-service; of no meaning across keys, the time decides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerErased(
    String storefront, String customerId, Instant erasedAt, @Nullable Long revision) {
  public CustomerErased {
    Wire.require(storefront, "storefront");
    Wire.require(customerId, "customerId");
    Wire.require(erasedAt, "erasedAt");
  }

  /** The record's key: the length keeps two storefronts from running into each other. */
  public String key() {
    return storefront.length() + ":" + storefront + customerId;
  }
}
