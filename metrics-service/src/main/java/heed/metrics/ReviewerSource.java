package heed.metrics;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The reviewers by day as rows of a grain of the counters, with their columns. What counters hold
 * of reviewers themselves was written before there were these; the sum of both is what holds.
 */
final class ReviewerSource {
  private static final String SUM =
      IntStream.range(0, 24).mapToObj(h -> "h_" + h).collect(Collectors.joining(" + "));
  private static final String HOURS =
      IntStream.range(0, 24)
          .mapToObj(h -> "(interval '%d hours', h_%d)".formatted(h, h))
          .collect(Collectors.joining(", "));

  /** True if they are asked for, and the grain counts them other than of products. */
  static boolean has(Grain grain, Set<Measure> asked) {
    return asked.contains(Measure.REVIEWERS)
        && grain.countsReviewers()
        && grain != Grain.PRODUCT_DAY;
  }

  /**
   * The columns {@code g} and one per measure; a condition may follow.
   *
   * @param group an expression whose arguments are told already
   */
  static String select(
      String group, Set<Measure> measures, Grain grain, Source source, List<Object> args) {
    var numbers =
        measures.stream()
            .map(m -> m == Measure.REVIEWERS ? (source.less() ? "-n" : "n") : "0")
            .collect(Collectors.joining(", "));
    return "select " + group + " as g, " + numbers + " from " + rows(grain, source.ranges(), args);
  }

  /**
   * A subquery named {@code r} with the number of reviewers {@code n}.
   *
   * @param ranges within which it is asked, so that no other days are read
   */
  private static String rows(Grain grain, List<Span> ranges, List<Object> args) {
    var isDay = grain.span() == ChronoUnit.DAYS;
    return "(select storefront, %s as country, %s as channel, %s as language, %s as at, %s as n from reviewers%s where dimension = '%s' and %s) as r"
        .formatted(
            value(grain, Dimension.COUNTRY),
            value(grain, Dimension.CHANNEL),
            value(grain, Dimension.LANGUAGE),
            isDay ? "day" : "day + hour",
            isDay ? SUM : "h",
            isDay ? "" : " cross join lateral (values " + HOURS + ") as hours (hour, h)",
            grain.scope().column(),
            ranges.stream()
                .map(
                    range -> {
                      args.add(range.from().minus(Duration.ofDays(1)));
                      args.add(range.to());
                      return "(day > ? and day < ?)";
                    })
                .collect(Collectors.joining(" or ", "(", ")")));
  }

  private static String value(Grain grain, Dimension dimension) {
    return grain.scope() == dimension ? "value" : "''";
  }

  private ReviewerSource() {}
}
