package heed.metrics;

import java.time.temporal.ChronoUnit;

/**
 * The roll-ups that are kept of every cell. Readers take the coarsest that still has the dimensions
 * they ask for; further ones can be added without touching the facts.
 */
enum Grain {
  /** Hours with every dimension: what is asked of a product, and by product. */
  PRODUCT_HOUR(0, ChronoUnit.HOURS),
  /** Hours over all products: there are few of them, whatever the assortment. */
  HOUR(1, ChronoUnit.HOURS),
  /** UTC days over all products: a window of 90 days is 90 of them and some hours. */
  DAY(2, ChronoUnit.DAYS);

  private final int id;
  private final ChronoUnit span;

  Grain(int id, ChronoUnit span) {
    this.id = id;
    this.span = span;
  }

  /** The number it has in the database. */
  int id() {
    return id;
  }

  Cell of(Cell cell) {
    return new Cell(
        cell.storefront(),
        this == PRODUCT_HOUR ? cell.product() : "",
        cell.country(),
        cell.channel(),
        cell.language(),
        cell.at().truncatedTo(span));
  }
}
