package heed.door;

import java.time.Instant;

/**
 * One session that holds.
 *
 * @param end when it is over, whatever happens
 * @param seen when its holder was last known to do something
 */
record Session(Holder holder, Instant end, Instant seen) {}
