package heed.metrics.segments;

import heed.metrics.Follower;
import heed.metrics.Storefronts;

/** What follows the facts here, for measurements outside of the application. */
public final class Marks {
  public static Follower of(Storefronts storefronts) {
    return new SegmentMarks(storefronts);
  }

  private Marks() {}
}
