package heed.door;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Places for so many at a time, of which nobody may hold more than a share. */
public final class Seats {
  private final Semaphore free;
  private final int each;
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  /** What became of asking for a place. */
  public enum Answer {
    TAKEN,
    /** All places are taken. */
    FULL,
    /** There may be places, but the holder has its share. */
    ENOUGH
  }

  /**
   * @param total 1 or more
   * @param each 1 or more
   */
  public Seats(int total, int each) {
    if (total < 1 || each < 1) {
      throw new IllegalArgumentException(
          "there must be 1 or more places, for each too; there are " + total + " and " + each);
    }
    free = new Semaphore(total);
    this.each = each;
  }

  /** Takes a place, at once or not at all; whoever is told TAKEN must leave it. */
  public Answer take(String holder) {
    if (!free.tryAcquire()) {
      return Answer.FULL;
    }
    var count = taken.merge(holder, 1, Integer::sum);
    if (count <= each) {
      return Answer.TAKEN;
    }
    leave(holder);
    return Answer.ENOUGH;
  }

  /** Gives a place back. */
  public void leave(String holder) {
    taken.computeIfPresent(holder, (h, n) -> n == 1 ? null : n - 1);
    free.release();
  }
}
