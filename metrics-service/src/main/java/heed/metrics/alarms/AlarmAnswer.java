package heed.metrics.alarms;

import heed.events.AlarmKind;
import heed.metrics.Interval;
import heed.metrics.Share;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as it is shown.
 *
 * @param product null for the whole storefront
 * @param state OPEN or CLEARED
 * @param bucket the beginning of the hour that showed it
 * @param seen SHARE and DRIFT: a share, 0-1; VOLUME: a number of negatives
 * @param expected what is usual, in the same unit
 * @param limit above which it is unusual; of DRIFT the share it is tuned to find
 * @param n tagged reviews that were looked at: in the hour, of DRIFT since it set in
 * @param low of {@code seen}, at 95 %
 */
record AlarmAnswer(
    UUID id,
    String storefront,
    @Nullable String product,
    AlarmKind kind,
    String state,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    Instant bucket,
    double seen,
    double expected,
    double limit,
    long n,
    @Nullable Double low,
    @Nullable Double high) {

  static AlarmAnswer of(Alarm alarm) {
    var what = alarm.what();
    var interval =
        alarm.kind() == AlarmKind.VOLUME
            ? count(what.negatives())
            : new Share(what.negatives(), what.n()).wilson();
    return new AlarmAnswer(
        alarm.id(),
        alarm.scope().storefront(),
        alarm.scope().productOrNull(),
        alarm.kind(),
        alarm.clearedAt() == null ? "OPEN" : "CLEARED",
        alarm.raisedAt(),
        alarm.clearedAt(),
        alarm.bucket(),
        what.seen(),
        what.expected(),
        what.limit(),
        what.n(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high());
  }

  /** Byar's interval of a count, close to the exact one from the first on. */
  static Interval count(long seen) {
    var low = seen == 0 ? 0 : seen * cube(1 - 1.0 / (9 * seen) - 1.959964 / (3 * Math.sqrt(seen)));
    var more = seen + 1.0;
    var high = more * cube(1 - 1 / (9 * more) + 1.959964 / (3 * Math.sqrt(more)));
    return new Interval(low, high);
  }

  private static double cube(double x) {
    return x * x * x;
  }
}
