package heed.metrics;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which counters answer a question: the coarsest that tell apart all it names. Without a product
 * there is always one; of a product with anything else beside it the facts themselves are summed.
 *
 * @param day cells of whole UTC days; null if there are none
 * @param hour cells of whole hours; null if there are none
 */
record Level(@Nullable Grain day, @Nullable Grain hour) {
  static Level of(Set<Dimension> named) {
    var told = EnumSet.noneOf(Dimension.class);
    told.addAll(named);
    told.remove(Dimension.STOREFRONT);
    if (told.contains(Dimension.PRODUCT)) {
      return new Level(told.size() == 1 ? Grain.PRODUCT_DAY : null, null);
    }
    if (told.size() > 1) {
      return new Level(Grain.DAY, Grain.HOUR);
    }
    return told.isEmpty()
        ? new Level(Grain.TOTAL_DAY, Grain.TOTAL_HOUR)
        : switch (told.iterator().next()) {
          case COUNTRY -> new Level(Grain.COUNTRY_DAY, Grain.COUNTRY_HOUR);
          case CHANNEL -> new Level(Grain.CHANNEL_DAY, Grain.CHANNEL_HOUR);
          case LANGUAGE -> new Level(Grain.LANGUAGE_DAY, Grain.LANGUAGE_HOUR);
          case STOREFRONT, PRODUCT -> throw new IllegalStateException("is told apart above");
        };
  }

  /** What a cut's filters name. */
  static Level of(Cut cut) {
    return of(cut.filters().keySet());
  }
}
