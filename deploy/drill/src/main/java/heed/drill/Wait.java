package heed.drill;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what is to come. The limits are far beyond what a slow machine needs. */
final class Wait {
  static final Duration LONG = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 50;

  private Wait() {}

  /**
   * Returns once the condition holds; what it throws counts as not yet.
   *
   * @throws Failed if it does not hold in time
   */
  static void until(String what, Callable<Boolean> condition) throws InterruptedException {
    until(what, LONG, condition);
  }

  static void until(String what, Duration atMost, Callable<Boolean> condition)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Failed e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } while (System.nanoTime() < end);
    throw new Failed(
        "%s did not come to be within %d s%s".formatted(what, atMost.toSeconds(), why(last)));
  }

  private static String why(@Nullable Exception last) {
    return last == null ? "" : " (" + last + ")";
  }

  /** How long a drill lets its faults work. */
  static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
