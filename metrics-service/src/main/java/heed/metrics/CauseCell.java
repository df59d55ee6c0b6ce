package heed.metrics;

import java.time.Instant;
import java.util.Comparator;

/**
 * One cause in one cut at one time; what is not known, or rolled up, is the empty text.
 *
 * @param at the instant that counts, or the start of the span it was rolled up to
 */
record CauseCell(
    String storefront,
    String product,
    Instant at,
    String aspect,
    String country,
    String channel,
    String language)
    implements Comparable<CauseCell> {
  private static final Comparator<CauseCell> ORDER =
      Comparator.comparing(CauseCell::storefront)
          .thenComparing(CauseCell::product)
          .thenComparing(CauseCell::at)
          .thenComparing(CauseCell::aspect)
          .thenComparing(CauseCell::country)
          .thenComparing(CauseCell::channel)
          .thenComparing(CauseCell::language);

  /** The order in which they are locked. */
  @Override
  public int compareTo(CauseCell other) {
    return ORDER.compare(this, other);
  }
}
