package heed.eyes;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often callers are followed who say that they trace: anybody may say so, before he is known,
 * and traces are paid for by us. What is beyond is traced as often as what nobody traces.
 */
@Singleton
final class CallersWish {
  private static final int COUNT_BITS = 24;
  private static final long COUNT = (1L << COUNT_BITS) - 1;
  private static final long NANOS = 1_000_000_000;

  private final int most;

  /** The second in the high bits, how many of it were followed in the low ones. */
  private final AtomicLong followed = new AtomicLong(-1L << COUNT_BITS);

  /**
   * @param most how many a second, from 0 to 1,000,000, by each copy of a service
   */
  CallersWish(
      @ConfigProperty(name = "heed.traces.callers-per-second", defaultValue = "20") int most) {
    if (most < 0 || most > 1_000_000) {
      throw new IllegalArgumentException(
          "heed.traces.callers-per-second is " + most + ", must be 0 to 1000000");
    }
    this.most = most;
  }

  /**
   * Whether one more is followed now; counts it.
   *
   * @param nanos the time as {@link System#nanoTime()} tells it
   */
  boolean grants(long nanos) {
    var second = Math.floorDiv(nanos, NANOS) << COUNT_BITS;
    while (true) {
      var was = followed.get();
      var count = (was & ~COUNT) == second ? was & COUNT : 0;
      if (count >= most) {
        return false;
      }
      if (followed.compareAndSet(was, second | (count + 1))) {
        return true;
      }
    }
  }
}
