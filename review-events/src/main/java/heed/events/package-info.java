/**
 * What the four services tell each other: the events, the topics they travel on and the headers
 * around them. Nothing else may move in here.
 */
@NullMarked
package heed.events;

import org.jspecify.annotations.NullMarked;
