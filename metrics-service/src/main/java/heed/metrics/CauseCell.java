package heed.metrics;

import java.time.Instant;

/**
 * One cut at one time in which causes are summed; what is not known, or rolled up, is the empty
 * text.
 *
 * @param at the start of the span it was rolled up to
 */
record CauseCell(
    String storefront,
    String product,
    Instant at,
    String country,
    String channel,
    String language) {}
