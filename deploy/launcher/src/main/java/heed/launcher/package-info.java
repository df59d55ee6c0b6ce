/** Runs the broker, PostgreSQL and the four services on one machine, and looks after them. */
@NullMarked
package heed.launcher;

import org.jspecify.annotations.NullMarked;
