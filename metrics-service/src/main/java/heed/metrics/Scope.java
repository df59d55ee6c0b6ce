package heed.metrics;

import java.util.List;

/**
 * In what a customer is one reviewer: a storefront, or one value of a dimension in it.
 *
 * @param value what is not known is the empty text
 */
record Scope(Dimension dimension, String value) {
  /** All that a review at this cell is in. */
  static List<Scope> of(Cell review) {
    return List.of(
        new Scope(Dimension.STOREFRONT, review.storefront()),
        new Scope(Dimension.PRODUCT, review.product()),
        new Scope(Dimension.COUNTRY, review.country()),
        new Scope(Dimension.CHANNEL, review.channel()),
        new Scope(Dimension.LANGUAGE, review.language()));
  }

  /** As it is stored. */
  String key() {
    return dimension.column() + ":" + value;
  }

  static Scope of(String key) {
    var colon = key.indexOf(':');
    return new Scope(Dimension.of(key.substring(0, colon)), key.substring(colon + 1));
  }
}
