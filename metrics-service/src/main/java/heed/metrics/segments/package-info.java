/** Segments: how customers stand to a storefront, and who is told when that changes. */
@NullMarked
package heed.metrics.segments;

import org.jspecify.annotations.NullMarked;
