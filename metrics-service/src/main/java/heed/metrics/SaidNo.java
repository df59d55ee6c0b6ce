package heed.metrics;

import java.time.Instant;

/**
 * A customer asked that others be told nothing of him. It was said whatever becomes of the review
 * that said so, and whoever edits it afterwards.
 *
 * @param at when the revision that said so was accepted
 */
public record SaidNo(String storefront, String customerId, Instant at) {}
