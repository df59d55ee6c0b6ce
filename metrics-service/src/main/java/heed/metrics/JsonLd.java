package heed.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import heed.events.Rating;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What <a href="https://schema.org">schema.org</a> calls ratings and reviews, as JSON-LD. */
final class JsonLd {
  /** Nobody is named: who wrote a review is not told to those who display it. */
  private static final String NOBODY = "Anonymous";

  /** All ratings of a product, published or not. */
  @JsonPropertyOrder({"@context", "@type"})
  record AggregateRating(
      Item itemReviewed,
      double ratingValue,
      int bestRating,
      int worstRating,
      long ratingCount,
      long reviewCount) {
    @JsonProperty("@context")
    String context() {
      return "https://schema.org";
    }

    @JsonProperty("@type")
    String type() {
      return "AggregateRating";
    }
  }

  /**
   * The product.
   *
   * @param review published ones, where they were asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder("@type")
  record Item(
      @JsonProperty("productID") String productId,
      @Nullable String name,
      @Nullable List<Review> review) {
    @JsonProperty("@type")
    String type() {
      return "Product";
    }
  }

  /** One published review. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder("@type")
  record Review(
      Author author,
      String datePublished,
      @Nullable String name,
      @Nullable String reviewBody,
      @Nullable String inLanguage,
      @Nullable Given reviewRating) {
    @JsonProperty("@type")
    String type() {
      return "Review";
    }

    static Review of(PublishedReview review) {
      return new Review(
          new Author(NOBODY),
          review.at().toString(),
          review.title(),
          review.text(),
          review.language(),
          review.rating() == null ? null : Given.of(review.rating()));
    }
  }

  @JsonPropertyOrder("@type")
  record Author(String name) {
    @JsonProperty("@type")
    String type() {
      return "Person";
    }
  }

  /** A rating on the scale that it was given on. */
  @JsonPropertyOrder("@type")
  record Given(int ratingValue, int bestRating, int worstRating) {
    @JsonProperty("@type")
    String type() {
      return "Rating";
    }

    static Given of(Rating rating) {
      return new Given(rating.value(), rating.scale().max(), rating.scale().min());
    }
  }

  private JsonLd() {}
}
