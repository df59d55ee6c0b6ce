package heed.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether processes that are no children of ours still run. One that has ended stays in the table
 * until its parent asks for it, and in many containers nobody ever asks: it counts as ended.
 */
public final class Processes {
  private static final long LOOK_MILLIS = 50;

  private Processes() {}

  public static boolean runs(ProcessHandle process) {
    // what has ended has no program any more
    return process.isAlive() && process.info().command().isPresent();
  }

  /** True if it ended in time. */
  public static boolean awaitEnd(ProcessHandle process, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (runs(process)) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
