package heed.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which reviews and cases are meant.
 *
 * @param storefronts every one of them, named
 * @param filters values that must be equal, by dimension; never the storefront
 */
record Cut(List<String> storefronts, Map<Dimension, String> filters) {
  Cut {
    storefronts = List.copyOf(storefronts);
    filters = new TreeMap<>(filters);
  }

  /** The storefronts alone, without any filter. */
  Cut unfiltered() {
    return new Cut(storefronts, Map.of());
  }

  boolean names(Dimension dimension) {
    return filters.containsKey(dimension);
  }
}
