package heed.metrics;

import heed.events.Tags.Label;
import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Reviews that were heard and counted, for tests of what follows from them. */
public final class Folded {
  private static final int BATCH = 2000;
  private static final AtomicLong NEXT = new AtomicLong();

  /** So many reviews of one instant, some of them negative. */
  public static void reviews(
      String storefront, String product, Instant at, long n, long negatives) {
    fold(heard(storefront, product, at, n, negatives));
  }

  /** The same every hour, from then on. */
  public static void everyHour(
      String storefront, String product, Instant from, int hours, long n, long negatives) {
    var heard = new ArrayList<Heard>();
    for (var h = 0; h < hours; h++) {
      var at = from.plus(Duration.ofHours(h));
      heard.addAll(heard(storefront, product, at, n, negatives));
      if (heard.size() >= BATCH || h == hours - 1) {
        fold(heard);
        heard.clear();
      }
    }
  }

  private static List<Heard> heard(
      String storefront, String product, Instant at, long n, long negatives) {
    var heard = new ArrayList<Heard>();
    for (var i = 0; i < n; i++) {
      var given =
          Given.review(storefront, "folded-" + NEXT.incrementAndGet())
              .product(product)
              .received(at);
      heard.add((i < negatives ? given.stars(1, Label.NEGATIVE) : given).tagged(1));
    }
    return heard;
  }

  private static void fold(List<Heard> heard) {
    try {
      Arc.container().instance(Folding.class).get().apply(heard);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Folded() {}
}
