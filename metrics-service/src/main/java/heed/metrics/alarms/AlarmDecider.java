package heed.metrics.alarms;

import heed.events.AlarmKind;
import heed.metrics.alarms.AlarmFact.Cleared;
import heed.metrics.alarms.AlarmFact.Raised;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what an hour of a scope means. SHARE and VOLUME are raised together, when the share of
 * negatives is beyond the p-chart's limit <em>and</em> their number beyond what this hour of the
 * week explains, <em>and</em> chance would show as much hardly ever, in this hour or in it and the
 * up to five before it: an hour is one of 720 in a month, and three standard errors are too little
 * for that many. DRIFT is raised by its CUSUM. While a scope is younger than four weeks there is
 * only SHARE, by the share alone, with the doubt about what is usual on the customers' side.
 *
 * <p>Pure: where the watching was and an hour in, where it is and what happened out.
 */
final class AlarmDecider {
  /** An hour with fewer reviews has no share to speak of. */
  static final int LEAST = 20;

  /** The hour alone: hardly more often than once in half a million hours by chance. */
  private static final double RARE = 2e-6;

  /** It and those before it, for each number of them. */
  private static final double RARE_TOGETHER = 4e-7;

  /** Below this a number of negatives is beyond what is expected. */
  static final double UNEXPECTED = 0.001;

  private static final int TOGETHER = 6;

  /** An hour with reviews and nothing unusual; one without any is a quarter as good. */
  private static final int CALM = 4;

  private static final int SILENT = 1;

  /** Six calm hours. */
  private static final int CLEARS = 6 * CALM;

  /**
   * @param watch to go on with
   */
  record Decision(Watch watch, List<AlarmFact> facts) {}

  /** An hour that runs can raise; only a closed one moves the CUSUM and clears. */
  Decision decide(Watch watch, Bucket bucket, Baseline baseline) {
    if (watch.through() != null && !bucket.at().isAfter(watch.through())) {
      return new Decision(watch, List.of());
    }
    var facts = new ArrayList<AlarmFact>();
    var next = bucket.closed() ? closed(watch, bucket, baseline) : watch;
    if (burst(watch, bucket, baseline)) {
      next = raise(next, share(bucket, baseline), facts);
      if (baseline.expected() != null) {
        next = raise(next, volume(bucket, baseline.expected()), facts);
      }
    }
    if (bucket.closed()) {
      if (drifting(next.drift(), baseline)) {
        next = raise(next, drift(next.drift(), baseline), facts);
      }
      next = clear(next, bucket, baseline, facts);
    }
    return new Decision(next, List.copyOf(facts));
  }

  private static Watch closed(Watch watch, Bucket bucket, Baseline baseline) {
    var drift = baseline.mature() ? watch.drift().and(bucket, baseline) : Drift.NONE;
    var recent = new ArrayList<>(watch.recent());
    recent.add(bucket);
    var from = Math.max(0, recent.size() - (TOGETHER - 1));
    return new Watch(bucket.at(), drift, recent.subList(from, recent.size()), watch.open());
  }

  private static boolean burst(Watch watch, Bucket bucket, Baseline baseline) {
    if (!aboveShare(bucket, baseline) || bucket.n() < LEAST || !aboveVolume(bucket, baseline)) {
      return false;
    }
    var n = bucket.n();
    var negatives = bucket.negatives();
    if (Tails.binomial(negatives, n, baseline.generous()) < RARE) {
      return true;
    }
    var oldest = bucket.at().minus(Duration.ofHours(TOGETHER));
    for (var before : watch.recent().reversed()) {
      if (!before.at().isAfter(oldest)) {
        break;
      }
      n += before.n();
      negatives += before.negatives();
      if (Tails.binomial(negatives, n, baseline.generous()) < RARE_TOGETHER) {
        return true;
      }
    }
    return false;
  }

  static boolean aboveShare(Bucket bucket, Baseline baseline) {
    return bucket.n() > 0 && bucket.share() > baseline.shareLimit(bucket.n());
  }

  /** True as well where nobody can say yet what to expect. */
  static boolean aboveVolume(Bucket bucket, Baseline baseline) {
    return baseline.expected() == null
        || Tails.poisson(bucket.negatives(), baseline.expected()) < UNEXPECTED;
  }

  private static boolean drifting(Drift drift, Baseline baseline) {
    return baseline.mature() && drift.score() > Drift.limit(baseline);
  }

  private static Watch raise(Watch watch, Raised alarm, List<AlarmFact> facts) {
    if (watch.has(alarm.kind())) {
      return watch;
    }
    facts.add(alarm);
    return watch.with(alarm.kind(), 0);
  }

  private static Watch clear(Watch watch, Bucket bucket, Baseline baseline, List<AlarmFact> facts) {
    var next = watch;
    for (var open : watch.open().entrySet()) {
      var calm = calm(open.getKey(), open.getValue(), next, bucket, baseline);
      if (calm >= CLEARS) {
        facts.add(new Cleared(open.getKey()));
        next = next.without(open.getKey());
      } else {
        next = next.with(open.getKey(), calm);
      }
    }
    return next;
  }

  private static int calm(
      AlarmKind kind, int before, Watch watch, Bucket bucket, Baseline baseline) {
    var restless =
        switch (kind) {
          case SHARE -> aboveShare(bucket, baseline);
          case VOLUME -> baseline.expected() != null && aboveVolume(bucket, baseline);
          case DRIFT -> watch.drift().score() > Drift.limit(baseline) / 2;
        };
    return restless ? 0 : before + (bucket.n() == 0 ? SILENT : CALM);
  }

  private static Raised share(Bucket bucket, Baseline baseline) {
    return new Raised(
        AlarmKind.SHARE,
        bucket.share(),
        baseline.share(),
        baseline.shareLimit(bucket.n()),
        bucket.n(),
        bucket.negatives());
  }

  private static Raised volume(Bucket bucket, double expected) {
    return new Raised(
        AlarmKind.VOLUME,
        bucket.negatives(),
        expected,
        mostExpected(expected),
        bucket.n(),
        bucket.negatives());
  }

  /** The largest number of negatives that is still within what is expected. */
  static long mostExpected(double expected) {
    var most = (long) Math.ceil(expected);
    while (Tails.poisson(most + 1, expected) >= UNEXPECTED) {
      most++;
    }
    return most;
  }

  private static Raised drift(Drift drift, Baseline baseline) {
    return new Raised(
        AlarmKind.DRIFT,
        drift.share(),
        baseline.share(),
        Drift.target(baseline),
        drift.n(),
        drift.negatives());
  }
}
