/** What the services' tests share: a real broker, a real PostgreSQL, a key, and eyes on a topic. */
@NullMarked
package heed.testing;

import org.jspecify.annotations.NullMarked;
