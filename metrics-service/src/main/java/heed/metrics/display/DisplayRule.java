package heed.metrics.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.LanguageTag;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the reviews that it matches, the good and the bad alike.
 *
 * @param publishAfter from when the revision was accepted; 0 to 365 days
 */
public record DisplayRule(String name, When when, Duration publishAfter) {
  static final Duration LONGEST = Duration.ofDays(365);

  public DisplayRule {
    if (publishAfter.isNegative() || publishAfter.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "publishAfter is " + publishAfter + ", must be PT0S to P365D");
    }
  }

  /**
   * All that is given must fit; of a list, one value. A language fits by its first part.
   *
   * @param verified true: only reviews that name an order; false: only others; null: both
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record When(
      @Nullable List<String> storefront,
      @Nullable List<String> product,
      @Nullable List<String> channel,
      @Nullable List<String> country,
      @Nullable List<String> language,
      @Nullable Boolean verified) {
    static final When ALWAYS = new When(null, null, null, null, null, null);

    boolean fits(Traits review) {
      return fits(storefront, review.storefront())
          && fits(product, review.product())
          && fits(channel, review.channel())
          && fits(country, review.country())
          && fits(language, primary(review.language()))
          && (verified == null || verified == review.verified());
    }

    private static boolean fits(@Nullable List<String> wanted, @Nullable String value) {
      return wanted == null || (value != null && wanted.contains(value));
    }
  }

  /** A language by its first part: {@code pt-BR} is {@code pt}. */
  public static @Nullable String primary(@Nullable String language) {
    return language == null ? null : LanguageTag.primary(language);
  }
}
