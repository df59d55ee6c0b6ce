/** What a service has read and done, and how the broker comes to know. */
@NullMarked
package heed.reading;

import org.jspecify.annotations.NullMarked;
