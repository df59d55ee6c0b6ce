package heed.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The KPIs of a window. Whatever nothing was counted for is null, never 0; counts are 0.
 *
 * @param reviewers distinct customers; a review by a guest is one of its own
 * @param responseRate reviews with a public answer, of those with a case
 * @param recoveryRate ratings that rose after a public answer, of those that could
 */
record KpiAnswer(
    String window,
    long reviews,
    long reviewers,
    RatingKpi rating,
    Sentiment sentiment,
    Nps nps,
    Nps europeanNps,
    Csat csat,
    Ces ces,
    @Nullable Double responseRate,
    Sla sla,
    @Nullable Double recoveryRate) {

  /**
   * @param overAll the average rating of the storefronts over everything but the filters
   */
  static KpiAnswer of(
      Window window, Counts counts, long reviewers, @Nullable Double overAll, ResponseTimes times) {
    return new KpiAnswer(
        window.label(),
        counts.get(Measure.REVIEWS),
        reviewers,
        RatingKpi.of(counts.stars(), counts.points(), counts.thumbs(), overAll),
        Sentiment.of(counts),
        Nps.of(counts.nps()),
        Nps.european(counts.nps()),
        Csat.of(counts.csat()),
        Ces.of(counts.ces()),
        counts.response().value(),
        Sla.of(counts, times),
        counts.recovery().value());
  }

  /**
   * Shares by label over the tagged reviews.
   *
   * @param untagged how many reviews could not be tagged; they are in no share
   * @param n how many could
   * @param positiveLow lower end of Wilson's interval of the positive share
   * @param positiveHigh upper end
   */
  record Sentiment(
      @Nullable Double negative,
      @Nullable Double neutral,
      @Nullable Double positive,
      long untagged,
      long n,
      @Nullable Double positiveLow,
      @Nullable Double positiveHigh) {
    static Sentiment of(Counts counts) {
      var n = counts.tagged();
      var positive = counts.share(Measure.POSITIVE, n);
      var interval = positive.wilson();
      return new Sentiment(
          counts.share(Measure.NEGATIVE, n).value(),
          counts.share(Measure.NEUTRAL, n).value(),
          positive.value(),
          counts.get(Measure.UNTAGGED),
          n,
          interval == null ? null : interval.low(),
          interval == null ? null : interval.high());
    }
  }

  /**
   * Customer satisfaction.
   *
   * @param value share of 4 and 5
   * @param mean 1-5
   */
  record Csat(@Nullable Double value, @Nullable Double mean, long n) {
    static Csat of(Distribution answers) {
      return new Csat(top(answers).value(), answers.mean(), answers.n());
    }

    static Share top(Distribution answers) {
      return new Share(answers.between(4, 5), answers.n());
    }
  }

  /**
   * Customer effort 2.0, 7 = easy.
   *
   * @param mean 1-7
   */
  record Ces(@Nullable Double mean, @Nullable Double share5to7, long n) {
    static Ces of(Distribution answers) {
      var easy = new Share(answers.between(5, 7), answers.n());
      return new Ces(answers.mean(), easy.value(), answers.n());
    }
  }

  /**
   * The promise kept: decided cases count when they were decided, running and cancelled ones when
   * they started.
   *
   * @param attainment met of met and breached
   * @param medianResponse of the first public answers given in the window, at most 1 % off
   * @param p90Response as the median
   */
  record Sla(
      @Nullable Double attainment,
      long met,
      long breached,
      long running,
      long cancelled,
      @Nullable Duration medianResponse,
      @Nullable Duration p90Response) {
    static Sla of(Counts counts, ResponseTimes times) {
      return new Sla(
          counts.attainment().value(),
          counts.get(Measure.MET),
          counts.get(Measure.BREACHED),
          counts.get(Measure.RUNNING),
          counts.get(Measure.CANCELLED),
          times.percentile(0.5),
          times.percentile(0.9));
    }
  }
}
