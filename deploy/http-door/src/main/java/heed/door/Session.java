package heed.door;

import java.time.Instant;

/**
 * One session that holds.
 *
 * @param vouched true if another provider vouched for its holder, whom then the directory is not
 *     asked for
 * @param end when it is over, whatever happens
 * @param seen when its holder was last known to do something
 */
record Session(Holder holder, boolean vouched, Instant end, Instant seen) {}
