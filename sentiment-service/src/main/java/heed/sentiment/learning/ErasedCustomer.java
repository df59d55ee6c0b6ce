package heed.sentiment.learning;

import java.time.Instant;

/**
 * A customer whose samples received up to a moment must go.
 *
 * @param erasedCustomer see {@link CustomerKeys}
 */
record ErasedCustomer(String erasedCustomer, Instant erasedAt) {
  ErasedCustomer {
    if (erasedCustomer == null || erasedAt == null) {
      throw new IllegalArgumentException("an erasure needs erasedCustomer and erasedAt");
    }
  }
}
