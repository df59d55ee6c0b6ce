package heed.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.Rating;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review as anybody may read it: nothing of its author but the words, and whether there is an
 * order behind them.
 *
 * @param stars the rating on 1-5, rounded; null of thumbs and where there is none
 * @param language of the text, BCP 47; null if it is not known
 * @param at when it was written
 * @param verified true if it names an order
 * @param source where it was written, if not with the storefront: whoever shows it is to say so
 */
record PublishedReview(
    UUID id,
    @Nullable Rating rating,
    @Nullable Integer stars,
    @Nullable String title,
    @Nullable String text,
    @Nullable String language,
    Instant at,
    boolean verified,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WrittenOn source,
    List<PublicAnswers.Answer> answers) {
  PublishedReview {
    answers = List.copyOf(answers);
  }

  static PublishedReview of(Fact fact, LatestReview review, List<PublicAnswers.Answer> answers) {
    var content = review.content();
    var rating =
        content.ratingScale() == null || content.ratingValue() == null
            ? null
            : new Rating(content.ratingScale(), content.ratingValue());
    return new PublishedReview(
        fact.reviewId(),
        rating,
        rating == null ? null : stars(rating),
        content.title(),
        content.text(),
        review.language(),
        review.place().placedAt(),
        content.orderId() != null,
        WrittenOn.of(content),
        answers);
  }

  private static @Nullable Integer stars(Rating rating) {
    return switch (rating.scale()) {
      case STARS_5 -> rating.value();
      case POINTS_10 -> (int) Math.round(Stars.ofPoints(rating.value()));
      case THUMBS -> null;
    };
  }
}
