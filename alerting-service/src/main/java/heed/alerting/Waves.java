package heed.alerting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Parts a batch so that each part can be decided at once, with a few statements over all of it. */
final class Waves {
  private Waves() {}

  /** In order, each wave with one record per review at most, or with one erased customer. */
  static List<List<FromStream>> of(List<FromStream> batch) {
    var waves = new ArrayList<List<FromStream>>();
    var reviews = new HashSet<UUID>();
    List<FromStream> wave = new ArrayList<>();
    for (var item : batch) {
      var alone = item instanceof FromStream.CustomerGone;
      if (alone || !reviews.add(reviewId(item))) {
        waves.add(wave);
        wave = new ArrayList<>();
        reviews.clear();
        reviews.add(reviewId(item));
      }
      wave.add(item);
      if (alone) {
        waves.add(wave);
        wave = new ArrayList<>();
      }
    }
    waves.add(wave);
    waves.removeIf(List::isEmpty);
    return waves;
  }

  private static UUID reviewId(FromStream item) {
    return switch (item) {
      case FromStream.Tagged tagged -> tagged.event().review().id();
      case FromStream.ReviewGone gone -> gone.event().reviewId();
      case FromStream.CustomerGone ignored -> new UUID(0, 0);
    };
  }
}
