package heed.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The KPIs of a window. Whatever nothing was counted for is null, never 0; counts are 0.
 *
 * @param reviewers distinct customers; a review by a guest is one of its own; null where counting
 *     them anew would take too long, which is in the window before alone
 * @param responseRate reviews with a public answer, of those with a case
 * @param recoveryRate ratings that rose after a public answer, of those that could
 * @param invitations what became of those sent in the window; null by channel, as an invitation has
 *     none
 * @param figures every KPI that is a sum, by its name, with its n and its 95 % interval
 * @param previous the same of the window before; absent unless it was asked for
 */
record KpiAnswer(
    String window,
    long reviews,
    @Nullable Long reviewers,
    RatingKpi rating,
    Sentiment sentiment,
    Nps nps,
    Nps europeanNps,
    Csat csat,
    Ces ces,
    @Nullable Double responseRate,
    Sla sla,
    @Nullable Double recoveryRate,
    @Nullable InvitationKpi invitations,
    Map<String, Figure> figures,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KpiAnswer previous) {

  /**
   * @param overAll the average rating of the storefronts over everything but the filters
   */
  static KpiAnswer of(
      Window window,
      Counts counts,
      @Nullable Long reviewers,
      @Nullable Double overAll,
      ResponseTimes times,
      @Nullable InvitationKpi invitations) {
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
        counts.recovery().value(),
        invitations,
        Figure.all(counts),
        null);
  }

  /** With the window before beside it. */
  KpiAnswer comparedTo(KpiAnswer before) {
    return new KpiAnswer(
        window,
        reviews,
        reviewers,
        rating,
        sentiment,
        nps,
        europeanNps,
        csat,
        ces,
        responseRate,
        sla,
        recoveryRate,
        invitations,
        figures,
        before);
  }

  /**
   * One KPI as it is told everywhere.
   *
   * @param low lower end of the 95 % interval; null where there is none
   * @param high upper end
   */
  record Figure(@Nullable Double value, long n, @Nullable Double low, @Nullable Double high) {
    static Map<String, Figure> all(Counts counts) {
      var all = new LinkedHashMap<String, Figure>();
      for (var kpi : Kpi.values()) {
        var figure = kpi.of(counts);
        all.put(kpi.label(), new Figure(figure.value(), figure.n(), figure.low(), figure.high()));
      }
      return all;
    }
  }

  /**
   * Shares by label over the tagged reviews.
   *
   * @param untagged how many reviews could not be tagged; they are in no share
   * @param n how many could
   * @param positiveLow lower end of Wilson's interval of the positive share
   * @param positiveHigh upper end
   * @param negativeLow as of the positive share
   * @param negativeHigh as of the positive share
   */
  record Sentiment(
      @Nullable Double negative,
      @Nullable Double neutral,
      @Nullable Double positive,
      long untagged,
      long n,
      @Nullable Double positiveLow,
      @Nullable Double positiveHigh,
      @Nullable Double negativeLow,
      @Nullable Double negativeHigh) {
    static Sentiment of(Counts counts) {
      var n = counts.tagged();
      var positive = counts.share(Measure.POSITIVE, n);
      var negative = counts.share(Measure.NEGATIVE, n);
      return new Sentiment(
          negative.value(),
          counts.share(Measure.NEUTRAL, n).value(),
          positive.value(),
          counts.get(Measure.UNTAGGED),
          n,
          Interval.low(positive.wilson()),
          Interval.high(positive.wilson()),
          Interval.low(negative.wilson()),
          Interval.high(negative.wilson()));
    }
  }

  /**
   * Customer satisfaction.
   *
   * @param value share of 4 and 5
   * @param mean 1-5
   * @param low lower end of the share's interval
   * @param high upper end
   * @param meanLow lower end of the mean's interval
   * @param meanHigh upper end
   */
  record Csat(
      @Nullable Double value,
      @Nullable Double mean,
      long n,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double meanLow,
      @Nullable Double meanHigh) {
    static Csat of(Distribution answers) {
      var top = top(answers);
      var interval = Mean.of(answers).interval();
      return new Csat(
          top.value(),
          answers.mean(),
          answers.n(),
          Interval.low(top.wilson()),
          Interval.high(top.wilson()),
          Interval.low(interval),
          Interval.high(interval));
    }

    static Share top(Distribution answers) {
      return new Share(answers.between(4, 5), answers.n());
    }
  }

  /**
   * Customer effort 2.0, 7 = easy.
   *
   * @param mean 1-7
   * @param low lower end of the mean's interval
   * @param high upper end
   * @param shareLow lower end of the share's interval
   * @param shareHigh upper end
   */
  record Ces(
      @Nullable Double mean,
      @Nullable Double share5to7,
      long n,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double shareLow,
      @Nullable Double shareHigh) {
    static Ces of(Distribution answers) {
      var easy = new Share(answers.between(5, 7), answers.n());
      var interval = Mean.of(answers).interval();
      return new Ces(
          answers.mean(),
          easy.value(),
          answers.n(),
          Interval.low(interval),
          Interval.high(interval),
          Interval.low(easy.wilson()),
          Interval.high(easy.wilson()));
    }
  }

  /**
   * The promise kept: decided cases count when they were decided, running and cancelled ones when
   * they started.
   *
   * @param attainment met of met and breached
   * @param medianResponse of the first public answers given in the window, at most 1 % off
   * @param p90Response as the median
   * @param responses how many answers these are
   * @param medianRange its 95 % interval, by the ranks beside it
   * @param p90Range as the median's
   */
  record Sla(
      @Nullable Double attainment,
      long met,
      long breached,
      long running,
      long cancelled,
      @Nullable Duration medianResponse,
      @Nullable Duration p90Response,
      long responses,
      ResponseTimes.@Nullable Range medianRange,
      ResponseTimes.@Nullable Range p90Range) {
    static Sla of(Counts counts, ResponseTimes times) {
      return new Sla(
          counts.attainment().value(),
          counts.get(Measure.MET),
          counts.get(Measure.BREACHED),
          counts.get(Measure.RUNNING),
          counts.get(Measure.CANCELLED),
          times.percentile(0.5),
          times.percentile(0.9),
          times.n(),
          times.range(0.5),
          times.range(0.9));
    }
  }
}
