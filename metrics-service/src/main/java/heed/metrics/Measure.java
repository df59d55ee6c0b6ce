package heed.metrics;

import heed.events.CaseChanged.SlaStatus;
import heed.events.Rating;
import heed.events.Tags;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted: one column each in {@code counters} and in the view {@code counted},
 * which says the same of the facts. All of it adds up.
 */
enum Measure {
  REVIEWS,
  STARS_1,
  STARS_2,
  STARS_3,
  STARS_4,
  STARS_5,
  POINTS_1,
  POINTS_2,
  POINTS_3,
  POINTS_4,
  POINTS_5,
  POINTS_6,
  POINTS_7,
  POINTS_8,
  POINTS_9,
  POINTS_10,
  THUMBS_0,
  THUMBS_1,
  NEGATIVE,
  NEUTRAL,
  POSITIVE,
  UNTAGGED,
  NPS_0,
  NPS_1,
  NPS_2,
  NPS_3,
  NPS_4,
  NPS_5,
  NPS_6,
  NPS_7,
  NPS_8,
  NPS_9,
  NPS_10,
  CSAT_1,
  CSAT_2,
  CSAT_3,
  CSAT_4,
  CSAT_5,
  CES_1,
  CES_2,
  CES_3,
  CES_4,
  CES_5,
  CES_6,
  CES_7,
  /** Reviews that have a case. */
  CASES,
  /** Those with a public answer. */
  ANSWERED,
  /** Those with a public answer and a rating that could rise. */
  RECOVERABLE,
  /** Those whose rating rose. */
  RECOVERED,
  MET,
  BREACHED,
  RUNNING,
  CANCELLED,
  /** Customers whose latest review lies here; guests count one each. No fact tells it alone. */
  REVIEWERS;

  private static final List<Measure> ALL = List.of(values());

  /** The columns, in order, each in this form; {@code %s} is its name. */
  static String columns(String form) {
    return ALL.stream().map(m -> form.replace("%s", m.column())).collect(Collectors.joining(", "));
  }

  static Stream<Measure> all() {
    return ALL.stream();
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Measure rating(Rating.Scale scale, int value) {
    return switch (scale) {
      case STARS_5 -> STARS_1.plus(value - 1);
      case POINTS_10 -> POINTS_1.plus(value - 1);
      case THUMBS -> THUMBS_0.plus(value);
    };
  }

  static Measure nps(int answer) {
    return NPS_0.plus(answer);
  }

  static Measure csat(int answer) {
    return CSAT_1.plus(answer - 1);
  }

  static Measure ces(int answer) {
    return CES_1.plus(answer - 1);
  }

  static Measure label(Tags.@Nullable Label label) {
    return switch (label) {
      case null -> UNTAGGED;
      case NEGATIVE -> NEGATIVE;
      case NEUTRAL -> NEUTRAL;
      case POSITIVE -> POSITIVE;
    };
  }

  static Measure outcome(SlaStatus status) {
    return switch (status) {
      case RUNNING, AT_RISK -> RUNNING;
      case MET -> MET;
      case BREACHED -> BREACHED;
      case CANCELLED -> CANCELLED;
    };
  }

  private Measure plus(int steps) {
    return ALL.get(ordinal() + steps);
  }
}
