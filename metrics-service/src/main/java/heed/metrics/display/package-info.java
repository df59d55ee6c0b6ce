/**
 * Whether a review is shown where people decide. Pure rules and values: what they are told never
 * holds a rating or a sentiment, so they cannot treat a bad review otherwise than a good one.
 */
@NullMarked
package heed.metrics.display;

import org.jspecify.annotations.NullMarked;
