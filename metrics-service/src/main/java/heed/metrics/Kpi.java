package heed.metrics;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The KPIs that can be drawn as a series or compared: those that are sums of counters. */
enum Kpi {
  REVIEWS(
      "reviews",
      EnumSet.of(Measure.REVIEWS),
      counts ->
          new Figure((double) counts.get(Measure.REVIEWS), counts.get(Measure.REVIEWS), null)),
  RATING(
      "rating",
      EnumSet.range(Measure.STARS_1, Measure.POINTS_10),
      counts -> mean(RatingKpi.mean(counts.stars(), counts.points()))),
  NPS(
      "nps",
      EnumSet.range(Measure.NPS_0, Measure.NPS_10),
      counts -> nps(heed.metrics.Nps.of(counts.nps()))),
  EUROPEAN_NPS(
      "europeanNps",
      EnumSet.range(Measure.NPS_0, Measure.NPS_10),
      counts -> nps(heed.metrics.Nps.european(counts.nps()))),
  CSAT(
      "csat",
      EnumSet.range(Measure.CSAT_1, Measure.CSAT_5),
      counts -> share(KpiAnswer.Csat.top(counts.csat()))),
  CES("ces", EnumSet.range(Measure.CES_1, Measure.CES_7), counts -> mean(Mean.of(counts.ces()))),
  NEGATIVE("negative", labels(), counts -> share(counts.share(Measure.NEGATIVE, counts.tagged()))),
  NEUTRAL("neutral", labels(), counts -> share(counts.share(Measure.NEUTRAL, counts.tagged()))),
  POSITIVE("positive", labels(), counts -> share(counts.share(Measure.POSITIVE, counts.tagged()))),
  RESPONSE_RATE(
      "responseRate",
      EnumSet.range(Measure.CASES, Measure.ANSWERED),
      counts -> share(counts.response())),
  ATTAINMENT(
      "attainment",
      EnumSet.range(Measure.MET, Measure.BREACHED),
      counts -> share(counts.attainment())),
  RECOVERY_RATE(
      "recoveryRate",
      EnumSet.range(Measure.RECOVERABLE, Measure.RECOVERED),
      counts -> share(counts.recovery()));

  private static final Map<String, Kpi> WORDS = new LinkedHashMap<>();

  static {
    for (var kpi : values()) {
      WORDS.put(kpi.label, kpi);
    }
  }

  private final String label;
  private final Set<Measure> measures;
  private final Function<Counts, Figure> figure;

  Kpi(String label, Set<Measure> measures, Function<Counts, Figure> figure) {
    this.label = label;
    this.measures = measures;
    this.figure = figure;
  }

  /** Reads {@code ?kpi=}; there is no usual one. */
  static Kpi of(@Nullable String word) {
    return Choice.of("kpi", word, WORDS);
  }

  String label() {
    return label;
  }

  /** All that it is made of. */
  Set<Measure> measures() {
    return EnumSet.copyOf(measures);
  }

  Figure of(Counts counts) {
    return figure.apply(counts);
  }

  /**
   * The numbers that it is the mean of, where people of one country may be milder than those of
   * another: stars on 1-5, the Net Promoter Score's +100, 0 and -100, satisfied or not. Null for
   * every other KPI.
   */
  @Nullable Mean judged(Counts counts) {
    return switch (this) {
      case RATING -> RatingKpi.mean(counts.stars(), counts.points());
      case NPS -> heed.metrics.Nps.of(counts.nps()).mean();
      case EUROPEAN_NPS -> heed.metrics.Nps.european(counts.nps()).mean();
      case CSAT -> {
        var top = KpiAnswer.Csat.top(counts.csat());
        yield new Mean(top.n(), top.hits(), top.hits(), 0, 1);
      }
      default -> null;
    };
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

  private static Set<Measure> labels() {
    return EnumSet.range(Measure.NEGATIVE, Measure.POSITIVE);
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
