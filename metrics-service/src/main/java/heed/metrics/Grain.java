package heed.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/**
 * The roll-ups that are kept, in the order in which they are written. Further ones can be added
 * without touching the facts.
 */
enum Grain {
  PRODUCT_DAY(5, ChronoUnit.DAYS, Dimension.PRODUCT),
  HOUR(1, ChronoUnit.HOURS, Dimension.COUNTRY, Dimension.CHANNEL, Dimension.LANGUAGE),
  DAY(2, ChronoUnit.DAYS, Dimension.COUNTRY, Dimension.CHANNEL, Dimension.LANGUAGE),
  LANGUAGE_HOUR(10, ChronoUnit.HOURS, Dimension.LANGUAGE),
  LANGUAGE_DAY(11, ChronoUnit.DAYS, Dimension.LANGUAGE),
  COUNTRY_HOUR(6, ChronoUnit.HOURS, Dimension.COUNTRY),
  COUNTRY_DAY(7, ChronoUnit.DAYS, Dimension.COUNTRY),
  CHANNEL_HOUR(8, ChronoUnit.HOURS, Dimension.CHANNEL),
  CHANNEL_DAY(9, ChronoUnit.DAYS, Dimension.CHANNEL),
  TOTAL_HOUR(3, ChronoUnit.HOURS),
  TOTAL_DAY(4, ChronoUnit.DAYS);

  private final int id;
  private final ChronoUnit span;
  private final Set<Dimension> dimensions;

  Grain(int id, ChronoUnit span, Dimension... dimensions) {
    this.id = id;
    this.span = span;
    this.dimensions = EnumSet.noneOf(Dimension.class);
    this.dimensions.addAll(Set.of(dimensions));
  }

  /** The number it has in the database. */
  int id() {
    return id;
  }

  /** Hours or UTC days. */
  ChronoUnit span() {
    return span;
  }

  /** True if its cells are told apart by this, beside the storefront. */
  boolean has(Dimension dimension) {
    return dimensions.contains(dimension);
  }

  /** Reviewers are counted where at most one dimension is told apart. */
  boolean countsReviewers() {
    return dimensions.size() <= 1;
  }

  /** The scope of reviewers that its cells count; only where they are counted. */
  Dimension scope() {
    return dimensions.isEmpty() ? Dimension.STOREFRONT : dimensions.iterator().next();
  }

  Cell of(Cell cell) {
    return new Cell(
        cell.storefront(),
        has(Dimension.PRODUCT) ? cell.product() : "",
        has(Dimension.COUNTRY) ? cell.country() : "",
        has(Dimension.CHANNEL) ? cell.channel() : "",
        has(Dimension.LANGUAGE) ? cell.language() : "",
        cell.at().truncatedTo(span));
  }

  /** The cell of one value of its scope. */
  Cell of(String storefront, String value, Instant at) {
    return of(new Cell(storefront, value, value, value, value, at));
  }
}
