package heed.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The KPIs that can be drawn as a series or compared: those that are sums of counters. */
enum Kpi {
  REVIEWS(
      "reviews",
      counts ->
          new Figure((double) counts.get(Measure.REVIEWS), counts.get(Measure.REVIEWS), null)),
  RATING("rating", counts -> mean(RatingKpi.mean(counts.stars(), counts.points()))),
  NPS("nps", counts -> nps(Nps.of(counts.nps()))),
  EUROPEAN_NPS("europeanNps", counts -> nps(Nps.european(counts.nps()))),
  CSAT("csat", counts -> share(KpiAnswer.Csat.top(counts.csat()))),
  CES("ces", counts -> mean(Mean.of(counts.ces()))),
  NEGATIVE("negative", counts -> share(counts.share(Measure.NEGATIVE, counts.tagged()))),
  NEUTRAL("neutral", counts -> share(counts.share(Measure.NEUTRAL, counts.tagged()))),
  POSITIVE("positive", counts -> share(counts.share(Measure.POSITIVE, counts.tagged()))),
  RESPONSE_RATE("responseRate", counts -> share(counts.response())),
  ATTAINMENT("attainment", counts -> share(counts.attainment())),
  RECOVERY_RATE("recoveryRate", counts -> share(counts.recovery()));

  private static final Map<String, Kpi> WORDS = new LinkedHashMap<>();

  static {
    for (var kpi : values()) {
      WORDS.put(kpi.label, kpi);
    }
  }

  private final String label;
  private final Function<Counts, Figure> figure;

  Kpi(String label, Function<Counts, Figure> figure) {
    this.label = label;
    this.figure = figure;
  }

  /** Reads {@code ?kpi=}; there is no usual one. */
  static Kpi of(@Nullable String word) {
    return Choice.of("kpi", word, WORDS);
  }

  String label() {
    return label;
  }

  Figure of(Counts counts) {
    return figure.apply(counts);
  }

  /**
   * A KPI with its sample size.
   *
   * @param value null if nothing was counted
   * @param interval null where there is none
   */
  record Figure(@Nullable Double value, long n, @Nullable Interval interval) {
    @Nullable Double low() {
      return interval == null ? null : interval.low();
    }

    @Nullable Double high() {
      return interval == null ? null : interval.high();
    }
  }

  private static Figure mean(Mean mean) {
    return new Figure(mean.value(), mean.n(), mean.interval());
  }

  private static Figure share(Share share) {
    return new Figure(share.value(), share.n(), share.wilson());
  }

  private static Figure nps(Nps nps) {
    return new Figure(
        nps.value(),
        nps.n(),
        nps.low() == null || nps.high() == null ? null : new Interval(nps.low(), nps.high()));
  }
}
