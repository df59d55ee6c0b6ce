package heed.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the 202 of a review to its case on the event stream: {@value #PER_SECOND} reviews a second,
 * one in ten of which is unhappy and opens a case; everything is running. There is no floor.
 *
 * <p>Milliseconds: p50 is the figure; p99 beside it, and the p99 of the posts themselves, which
 * count from when they were due.
 */
final class Latency implements Row {
  private static final int PER_SECOND = 500;
  private static final int CONNECTIONS = 32;
  private static final String STOREFRONT = "latency";

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
      ground.progress().now("latency, warming up");
      run(ground, hammer, "warm", ground.time(Duration.ofSeconds(5), Duration.ofSeconds(20)));
      ground.progress().now("latency");
      var time = ground.time(Duration.ofSeconds(8), Duration.ofSeconds(40));
      var accepted = new ConcurrentHashMap<Integer, Long>();
      var shot = run(ground, hammer, STOREFRONT, time, accepted);
      var waits = waits(accepted, stream);
      var p50 = Medians.percentile(waits, 0.5) / 1e6;
      var asides = new TreeMap<String, Double>();
      asides.put(P99, Medians.percentile(waits, 0.99) / 1e6);
      asides.put("post p99 ms", shot.percentileMillis(0.99));
      ground.progress().measured(name(), "p50 of " + waits.length + " cases", p50, "ms");
      ground.progress().measured(name(), "p99", asides.get(P99), "ms");
      return new Measured("ms", p50, List.of(p50), List.of(), asides);
    }
  }

  private static void run(Ground ground, Hammer hammer, String storefront, Duration time)
      throws Exception {
    run(ground, hammer, storefront, time, new ConcurrentHashMap<>());
  }

  private static Hammer.Shot run(
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
  private static long[] waits(Map<Integer, Long> accepted, EventStream stream)
      throws InterruptedException, Refusal {
    var unhappy = accepted.keySet().stream().filter(Reviews::isUnhappy).toList();
    var missing = missing(unhappy, stream);
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (missing > 0) {
      if (System.nanoTime() - end > 0) {
        throw new Refusal(
            "%d of %d cases were not heard of on the event stream, which ended %d times"
                .formatted(missing, unhappy.size(), stream.ends()));
      }
      Thread.sleep(LOOK);
      var now = missing(unhappy, stream);
      end = now < missing ? System.nanoTime() + PATIENCE.toNanos() : end;
      missing = now;
    }
    return unhappy.stream().mapToLong(number -> wait(number, accepted, stream)).toArray();
  }

  private static long missing(List<Integer> numbers, EventStream stream) {
    return numbers.stream().filter(number -> !stream.heard().containsKey(id(number))).count();
  }

  private static long wait(Integer number, Map<Integer, Long> accepted, EventStream stream) {
    var posted = Objects.requireNonNull(accepted.get(number));
    return Math.max(0, Objects.requireNonNull(stream.heard().get(id(number))) - posted);
  }

  private static UUID id(int number) {
    return Reviews.id(STOREFRONT, number);
  }
}
