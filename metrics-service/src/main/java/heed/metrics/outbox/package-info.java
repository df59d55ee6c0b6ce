/** Events that leave: first a row beside what they tell of, then a record. */
@NullMarked
package heed.metrics.outbox;

import org.jspecify.annotations.NullMarked;
