package heed.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a row must come to; one without limits is only reported. */
record Reach(List<Limit> limits) {
  /**
   * One bound.
   *
   * @param of {@value #RATIO}, {@value #FIGURE}, or the name of an aside
   * @param least true: at least the bound; false: under it
   */
  record Limit(String of, double bound, boolean least) {
    static final String RATIO = "ratio";
    static final String FIGURE = "figure";

    boolean isMet(Measured measured) {
      var value = value(measured);
      return least ? value >= bound : value < bound;
    }

    private double value(Measured measured) {
      return switch (of) {
        case RATIO -> measured.ratio();
        case FIGURE -> measured.figure();
        default -> measured.asides().getOrDefault(of, Double.NaN);
      };
    }

    /** As people read it, such as {@code p99 ms under 50}. */
    String text() {
      var number = String.format(Locale.ROOT, "%s", plain(bound));
      var what = of.equals(RATIO) || of.equals(FIGURE) ? "" : of + " ";
      return what + (least ? number : "under " + number);
    }

    private static String plain(double number) {
      return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
  }

  static Reach of(Limit... limits) {
    return new Reach(Arrays.asList(limits));
  }

  static Limit ratio(double least) {
    return new Limit(Limit.RATIO, least, true);
  }

  static Limit under(String of, double bound) {
    return new Limit(of, bound, false);
  }

  /** A value that is missing or not a number meets nothing. */
  boolean isMet(Measured measured) {
    return limits.stream().allMatch(limit -> limit.isMet(measured));
  }

  String text() {
    return limits.isEmpty()
        ? "report"
        : limits.stream().map(Limit::text).collect(Collectors.joining(", "));
  }
}
