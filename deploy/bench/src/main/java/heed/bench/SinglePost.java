package heed.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Single posts over {@value #CONNECTIONS} connections, each of which posts its next review when the
 * last was answered 202: key checked, review judged, contact sealed, acknowledged by the broker
 * with acks=all. The other three services are held meanwhile: what is measured is the door. The
 * floor is {@link BareEndpoint}, under the same load from the same {@link Hammer}.
 *
 * <p>Posts per second; p50 and p99 of a post in milliseconds, medians of the rounds; and what the
 * hammer reaches against a server that does nothing.
 */
final class SinglePost implements Row {
  private static final int CONNECTIONS = 256;
  private static final int DIFFERENT = 4096;
  private static final String P50 = "p50 ms";
  private static final String P99 = "p99 ms";

  @Override
  public String name() {
    return "single-post";
  }

  @Override
  public String what() {
    return "single POST, " + CONNECTIONS + " connections";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.ratio(0.6), Reach.under(P99, 50));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    var heed = ground.heed();
    heed.hold(Heed.SENTIMENT, Heed.ALERTING, Heed.METRICS);
    var time = ground.time(Duration.ofSeconds(3), Duration.ofSeconds(10));
    var ceiling = ceiling(ground, Duration.ofSeconds(1));
    var bare = new ArrayList<Hammer.Shot>();
    var ours = new ArrayList<Hammer.Shot>();
    try (var endpoint = BareEndpoint.start(ground.root(), ground.floorPort());
        var atBare = new Hammer(ground.floorPort(), CONNECTIONS);
        var atOurs = new Hammer(heed.port(Heed.INGEST), CONNECTIONS)) {
      var toBare = requests(ground, ground.floorPort(), heed.key());
      var toOurs = requests(ground, heed.port(Heed.INGEST), heed.key());
      var warmUps = ground.size(1, 2);
      var turns =
          new Turns(ground, this, "/s")
              .take(
                  warmUps,
                  ground.size(3, 5),
                  round -> shoot(atBare, time, toBare, bare),
                  round -> shoot(atOurs, time, toOurs, ours));
      var asides = new LinkedHashMap<String, Double>();
      asides.put(P50, median(ours, warmUps, 0.5));
      asides.put(P99, median(ours, warmUps, 0.99));
      asides.put("floor p99 ms", median(bare, warmUps, 0.99));
      asides.put("ceiling /s", ceiling);
      return Measured.inTurns("/s", turns.samples(), turns.floors(), asides);
    }
  }

  private static double ceiling(Ground ground, Duration time) throws Exception {
    try (var mirror = new Mirror();
        var hammer = new Hammer(mirror.port(), CONNECTIONS)) {
      var requests = requests(ground, mirror.port(), "none");
      hammer.closed(time, requests);
      return hammer.closed(time, requests).perSecond();
    }
  }

  private static double shoot(
      Hammer hammer, Duration time, List<byte[]> requests, List<Hammer.Shot> shots)
      throws IOException {
    var shot = hammer.closed(time, requests);
    shots.add(shot);
    return shot.perSecond();
  }

  private static double median(List<Hammer.Shot> shots, int warmUps, double share) {
    return Medians.of(
        shots.stream().skip(warmUps).map(shot -> shot.percentileMillis(share)).toList());
  }

  private static List<byte[]> requests(Ground ground, int port, String key) {
    var requests = new ArrayList<byte[]>();
    for (var i = 0; i < DIFFERENT; i++) {
      requests.add(Framing.post(port, key, ground.reviews().posted("single", i)));
    }
    return requests;
  }
}
