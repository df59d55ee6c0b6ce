package heed.metrics;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

  /** True if it counts reviewers, and not those of products. */
  static boolean has(@Nullable Grain grain) {
    return grain != null && grain.countsReviewers() && grain != Grain.PRODUCT_DAY;
  }

  /**
   * A subquery named {@code r} with the number of reviewers {@code n}.
   *
   * @param ranges within which it is asked, so that no other days are read
   */
  static String sql(Grain grain, List<Span> ranges, List<Object> args) {
    var isDay = grain.span() == ChronoUnit.DAYS;
    var sql =
        "(select storefront, %s as country, %s as channel, %s as language, %s as at, %s as n from reviewers%s where dimension = '%s' and %s) as r"
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
    return sql;
  }

  private static String value(Grain grain, Dimension dimension) {
    return grain.scope() == dimension ? "value" : "''";
  }

  private ReviewerSource() {}
}
