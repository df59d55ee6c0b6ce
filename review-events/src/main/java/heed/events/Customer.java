package heed.events;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a review.
 *
 * @param id the storefront's opaque id, unique within the storefront only; null for a guest
 * @param contact name and address, sealed by review-ingest; only alerting-service can open it
 */
public record Customer(@Nullable String id, @Nullable String contact) {}
