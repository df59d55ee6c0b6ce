/** The KPIs: facts per review and per case, counters that add up, and the doors that read them. */
@NullMarked
package heed.metrics;

import org.jspecify.annotations.NullMarked;
