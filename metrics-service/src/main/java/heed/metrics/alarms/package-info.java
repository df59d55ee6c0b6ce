/** Alarms: when unhappy customers are more than chance explains. */
@NullMarked
package heed.metrics.alarms;

import org.jspecify.annotations.NullMarked;
