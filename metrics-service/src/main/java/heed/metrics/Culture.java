package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Culture adjustment. A four from one country is a five from another, so a mean is told as the
 * distance from what people there usually give, on the scale of all:
 *
 * <pre>
 *   z  = (mean - habit) / spread      within-country standard score
 *   w  = n / (n + 10)                 n answers; few of them are drawn to the pooled mean
 *   adjusted = pooled mean + pooled spread * w * z, within the scale
 * </pre>
 *
 * <p>Habit and spread are the mean and the standard deviation of that country (or language) over
 * all products and channels and 90 days; the habit of few answers is drawn to the pooled mean by
 * the same weight, and where there is no spread the pooled one is taken. The raw value always
 * stands beside it.
 */
final class Culture {
  /** So many answers weigh as much as the pooled mean. */
  private static final double PRIOR = 10;

  /**
   * @param seen what is compared
   * @param habit everything from the same country or language
   * @param pooled everything
   * @return null of no answers
   */
  static @Nullable Double adjusted(Mean seen, Mean habit, Mean pooled) {
    var mean = seen.value();
    var overAll = pooled.value();
    if (mean == null || overAll == null) {
      return null;
    }
    var usual = (habit.sum() + PRIOR * overAll) / (habit.n() + PRIOR);
    var spread = habit.deviation();
    var wide = pooled.deviation();
    var z = spread > 0 ? (mean - usual) / spread : wide > 0 ? (mean - usual) / wide : 0;
    var weight = seen.n() / (seen.n() + PRIOR);
    return Math.clamp(overAll + wide * weight * z, pooled.least(), pooled.most());
  }

  private Culture() {}
}
