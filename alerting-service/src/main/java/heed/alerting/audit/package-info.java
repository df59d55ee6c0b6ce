/** Who did what: put down with the deed, shown to those who answer for it, never changed. */
@NullMarked
package heed.alerting.audit;

import org.jspecify.annotations.NullMarked;
