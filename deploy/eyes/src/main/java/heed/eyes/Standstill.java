package heed.eyes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a reader of a topic is behind, and since when it has stood still. A partition stands
 * still while records wait in it and its committed offset does not move; growing lag alone would
 * not tell a reader that is slow from one that is dead.
 */
final class Standstill {
  /**
   * Where a partition stands.
   *
   * @param committed the offset that is read next; of a reader that has not begun, the first there
   *     is
   * @param end the offset that the next record gets
   */
  record Place(long committed, long end) {
    long lag() {
      return Math.max(0, end - committed);
    }
  }

  private record Seen(Place place, Instant movedAt) {}

  private final Map<Integer, Seen> partitions = new HashMap<>();

  /** Takes in where all partitions stand now; one that is not named any more is forgotten. */
  synchronized void observe(Map<Integer, Place> places, Instant now) {
    partitions.keySet().retainAll(places.keySet());
    places.forEach(
        (partition, place) ->
            partitions.merge(
                partition,
                new Seen(place, now),
                (before, fresh) ->
                    before.place().lag() == 0 || before.place().committed() != place.committed()
                        ? fresh
                        : new Seen(place, before.movedAt())));
  }

  /** Records that wait, in all partitions. */
  synchronized long lag() {
    return partitions.values().stream().mapToLong(seen -> seen.place().lag()).sum();
  }

  /** Of the partitions in which records wait, how long the one that moved least has not moved. */
  synchronized Duration stuck(Instant now) {
    return partitions.values().stream()
        .filter(seen -> seen.place().lag() > 0)
        .map(seen -> Duration.between(seen.movedAt(), now))
        .filter(age -> !age.isNegative())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
