package heed.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From the 202 of a review to its case on the event stream: {@value #PER_SECOND} reviews a second,
 * one in ten of which is unhappy and opens a case; everything is running. There is no floor.
 *
 * <p>What is promised is the steady state: the same load comes for two minutes before, in which
 * JVMs that have just started still compile and fall behind, and the clock starts when all of that
 * is read. How long cases took in that first load, of ten seconds if it is to be quick, is told
 * beside it.
 *
 * <p>Milliseconds: p50 is the figure; p99 beside it, and the p99 of the posts themselves, which
 * count from when they were due.
 */
final class Latency implements Row {
  private static final int PER_SECOND = 500;
  private static final int CONNECTIONS = 32;

  /** Without a further case. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String P99 = "p99 ms";

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String what() {
    return "202 to case on the stream, " + PER_SECOND + "/s";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.under(P99, 250));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    ground.settle();
    var heed = ground.heed();
    try (var stream = new EventStream(heed);
        var hammer = new Hammer(heed.port(Heed.INGEST), CONNECTIONS)) {
      var first = ground.time(Duration.ofSeconds(10), Duration.ofSeconds(120));
      var cold = run(ground, hammer, stream, "first", first);
      ground.settle();
      var time = ground.time(Duration.ofSeconds(8), Duration.ofSeconds(40));
      var steady = run(ground, hammer, stream, "latency", time);
      var asides = new LinkedHashMap<String, Double>();
      asides.put(P99, steady.millis(0.99));
      asides.put("post p99 ms", steady.shot().percentileMillis(0.99));
      asides.put("first load p50 ms", cold.millis(0.5));
      asides.put("first load p99 ms", cold.millis(0.99));
      var p50 = steady.millis(0.5);
      return new Measured("ms", p50, List.of(p50), List.of(), asides);
    }
  }

  /**
   * What came of a run.
   *
   * @param waits nanoseconds of each case
   */
  private record Told(Hammer.Shot shot, long[] waits) {
    double millis(double share) {
      return Medians.percentile(waits, share) / 1e6;
    }
  }

  private Told run(
      Ground ground, Hammer hammer, EventStream stream, String storefront, Duration time)
      throws Exception {
    ground.progress().now("latency, of storefront " + storefront);
    var accepted = new ConcurrentHashMap<Integer, Long>();
    var shot = post(ground, hammer, storefront, time, accepted);
    var told = new Told(shot, waits(storefront, accepted, stream));
    ground.progress().measured(name(), storefront + " p50", told.millis(0.5), "ms");
    ground.progress().measured(name(), storefront + " p99", told.millis(0.99), "ms");
    return told;
  }

  private static Hammer.Shot post(
      Ground ground, Hammer hammer, String storefront, Duration time, Map<Integer, Long> accepted)
      throws Exception {
    var heed = ground.heed();
    var requests = new ArrayList<byte[]>();
    for (var i = 0; i <= time.toSeconds() * PER_SECOND; i++) {
      var review = ground.reviews().posted(storefront, i);
      requests.add(Framing.post(heed.port(Heed.INGEST), heed.key(), review));
    }
    return hammer.paced(time, PER_SECOND, requests::get, accepted::put);
  }

  /** Nanoseconds of each case; waits until all were heard of, as long as more of them are. */
  private static long[] waits(String storefront, Map<Integer, Long> accepted, EventStream stream)
      throws InterruptedException, Refusal {
    var posted = new HashMap<UUID, Long>();
    accepted.forEach(
        (number, at) -> {
          if (Reviews.isUnhappy(number)) {
            posted.put(Reviews.id(storefront, number), at);
          }
        });
    var missing = missing(posted, stream);
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (missing > 0) {
      if (System.nanoTime() - end > 0) {
        throw new Refusal(
            "%d of %d cases were not heard of on the event stream, which ended %d times"
                .formatted(missing, posted.size(), stream.ends()));
      }
      Thread.sleep(LOOK);
      var now = missing(posted, stream);
      end = now < missing ? System.nanoTime() + PATIENCE.toNanos() : end;
      missing = now;
    }
    return posted.entrySet().stream()
        .mapToLong(e -> wait(e.getValue(), stream.heard().get(e.getKey())))
        .toArray();
  }

  private static long missing(Map<UUID, Long> posted, EventStream stream) {
    return posted.keySet().stream().filter(id -> !stream.heard().containsKey(id)).count();
  }

  private static long wait(long posted, @Nullable Long heard) {
    return Math.max(0, Objects.requireNonNull(heard) - posted);
  }
}
