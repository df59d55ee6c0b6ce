package heed.bench;

import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Language, sentiment and aspects of a text inside this JVM, on one core, by the loops of {@link
 * TaggingBench}, which JMH runs too. The floor reads the same characters once. Texts per second of
 * processor time, so that it is one core's whatever else the machine does; the ratio is only
 * reported.
 */
final class Tagging implements Row {
  private static final int BETWEEN_LOOKS = 32;

  /** What was computed, so that no compiler can leave it out. */
  @SuppressWarnings("unused")
  private static volatile int sink;

  @Override
  public String name() {
    return "tagging";
  }

  @Override
  public String what() {
    return "tagging in the JVM, one core";
  }

  @Override
  public Reach reach() {
    return Reach.of();
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    var bench = new TaggingBench();
    bench.corpus = ground.root().resolve("sentiment-service/corpus").toString();
    bench.read();
    var nanos = ground.size(500, 2000) * 1_000_000L;
    var turns =
        new Turns(ground, this, "/s")
            .take(
                2,
                ground.size(3, 5),
                round -> perSecond(nanos, bench::readCharactersOnce),
                round -> perSecond(nanos, () -> bench.tag().hashCode()));
    return Measured.inTurns("/s", turns.samples(), turns.floors(), Map.of());
  }

  private interface Loop {
    int once();
  }

  private static double perSecond(long nanos, Loop loop) {
    var clock = ManagementFactory.getThreadMXBean();
    var begin = clock.getCurrentThreadCpuTime();
    var sum = 0;
    var done = 0L;
    var took = 0L;
    while (took < nanos) {
      for (var i = 0; i < BETWEEN_LOOKS; i++) {
        sum += loop.once();
      }
      done += BETWEEN_LOOKS;
      took = clock.getCurrentThreadCpuTime() - begin;
    }
    sink = sum;
    return Turns.rate(done, took);
  }
}
