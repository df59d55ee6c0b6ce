/**
 * Tries every door of a service as its own OpenAPI lists them: who comes in ({@link
 * heed.testing.doors.Walk}), and what happens to input of every kind ({@link
 * heed.testing.doors.Fuzz}).
 */
@NullMarked
package heed.testing.doors;

import org.jspecify.annotations.NullMarked;
