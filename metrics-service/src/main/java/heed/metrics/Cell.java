package heed.metrics;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One cut at one time; what is not known is the empty text.
 *
 * @param at the instant that counts, or the start of the span it was rolled up to
 */
record Cell(
    String storefront, String product, String country, String channel, String language, Instant at)
    implements Comparable<Cell> {
  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::storefront)
          .thenComparing(Cell::product)
          .thenComparing(Cell::at)
          .thenComparing(Cell::country)
          .thenComparing(Cell::channel)
          .thenComparing(Cell::language);

  static Cell of(
      String storefront,
      @Nullable String product,
      @Nullable String country,
      @Nullable String channel,
      @Nullable String language,
      Instant at) {
    return new Cell(
        storefront, orEmpty(product), orEmpty(country), orEmpty(channel), orEmpty(language), at);
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** One order for everyone who locks: two copies then never wait for each other in a ring. */
  @Override
  public int compareTo(Cell other) {
    return ORDER.compare(this, other);
  }
}
