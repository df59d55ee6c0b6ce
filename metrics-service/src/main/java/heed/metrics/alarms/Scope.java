package heed.metrics.alarms;

import org.jspecify.annotations.Nullable;

/**
 * What is watched.
 *
 * @param product the empty text for the whole storefront
 */
record Scope(String storefront, String product) {
  @Nullable String productOrNull() {
    return product.isEmpty() ? null : product;
  }
}
