package heed.metrics;

import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roll-ups of causes. There is none with every dimension: it would be as large as the reviews
 * are many. A product has few reviews of a day, so that its days are enough, and what is asked of a
 * product together with another filter is read from its facts.
 */
enum CauseLevel {
  HOUR(0, ChronoUnit.HOURS, Set.of()),
  DAY(1, ChronoUnit.DAYS, Set.of()),
  CUT_HOUR(2, ChronoUnit.HOURS, Set.of(Dimension.COUNTRY, Dimension.CHANNEL, Dimension.LANGUAGE)),
  CUT_DAY(3, ChronoUnit.DAYS, Set.of(Dimension.COUNTRY, Dimension.CHANNEL, Dimension.LANGUAGE)),
  PRODUCT_DAY(4, ChronoUnit.DAYS, Set.of(Dimension.PRODUCT));

  private final int id;
  private final ChronoUnit unit;
  private final Set<Dimension> dimensions;

  CauseLevel(int id, ChronoUnit unit, Set<Dimension> dimensions) {
    this.id = id;
    this.unit = unit;
    this.dimensions = dimensions;
  }

  /** The coarsest of hours that knows all that the cut asks for; null if none does. */
  static @Nullable CauseLevel hours(Cut cut) {
    return finest(cut, ChronoUnit.HOURS);
  }

  /** The same of days. */
  static @Nullable CauseLevel days(Cut cut) {
    return finest(cut, ChronoUnit.DAYS);
  }

  private static @Nullable CauseLevel finest(Cut cut, ChronoUnit unit) {
    for (var level : values()) {
      if (level.unit == unit && level.dimensions.containsAll(cut.filters().keySet())) {
        return level;
      }
    }
    return null;
  }

  /** The number it has in the database. */
  int id() {
    return id;
  }

  /** As {@code date_trunc} names it. */
  String unit() {
    return unit == ChronoUnit.DAYS ? "day" : "hour";
  }

  boolean knows(Dimension dimension) {
    return dimensions.contains(dimension);
  }

  CauseCell of(CauseCell cell) {
    return new CauseCell(
        cell.storefront(),
        kept(Dimension.PRODUCT, cell.product()),
        cell.at().truncatedTo(unit),
        kept(Dimension.COUNTRY, cell.country()),
        kept(Dimension.CHANNEL, cell.channel()),
        kept(Dimension.LANGUAGE, cell.language()));
  }

  private String kept(Dimension dimension, String value) {
    return knows(dimension) ? value : "";
  }
}
