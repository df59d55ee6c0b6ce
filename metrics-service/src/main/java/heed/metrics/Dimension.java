package heed.metrics;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What KPIs can be cut and compared by; the name is that of the column, too. */
enum Dimension {
  STOREFRONT,
  PRODUCT,
  COUNTRY,
  CHANNEL,
  LANGUAGE;

  private static final Map<String, Dimension> WORDS =
      Stream.of(values())
          .collect(
              Collectors.toMap(
                  Dimension::column, d -> d, (a, b) -> a, java.util.LinkedHashMap::new));

  static Dimension of(@Nullable String word) {
    return Choice.of("dimension", word, WORDS);
  }

  /** The column of the facts themselves. */
  String factColumn() {
    return this == PRODUCT ? "product_id" : column();
  }

  String column() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
