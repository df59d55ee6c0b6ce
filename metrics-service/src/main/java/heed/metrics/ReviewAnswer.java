package heed.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.Channel;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Survey;
import heed.events.Tags;
import heed.metrics.display.Hold;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a review; see the public surface for the names.
 *
 * @param source where it was written, if not with the storefront
 * @param moderation only in a list that asks for displays
 */
record ReviewAnswer(
    UUID id,
    String storefront,
    @Nullable String externalId,
    Product product,
    @Nullable String customerId,
    Channel channel,
    @Nullable Rating rating,
    @Nullable Survey survey,
    @Nullable String title,
    @Nullable String text,
    @Nullable String language,
    @Nullable String country,
    @Nullable Instant submittedAt,
    Instant receivedAt,
    long revision,
    Tags tags,
    @Nullable UUID caseId,
    LatestReview.Display display,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WrittenOn source,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Moderation moderation) {

  /**
   * Why it is displayed as it is.
   *
   * @param held why a person has to look at it
   * @param by a key's name or {@code heed}
   */
  record Moderation(
      Set<Hold> held,
      @Nullable String rule,
      @Nullable Instant publishAt,
      @Nullable String reason,
      String by,
      Instant at) {}

  ReviewAnswer with(@Nullable DisplayState state) {
    return state == null
        ? this
        : new ReviewAnswer(
            id,
            storefront,
            externalId,
            product,
            customerId,
            channel,
            rating,
            survey,
            title,
            text,
            language,
            country,
            submittedAt,
            receivedAt,
            revision,
            tags,
            caseId,
            display,
            source,
            new Moderation(
                state.held(),
                state.rule(),
                state.publishAt(),
                state.reason(),
                state.by() == null ? "heed" : state.by(),
                state.at()));
  }

  static ReviewAnswer of(Fact fact, LatestReview review) {
    var content = review.content();
    return new ReviewAnswer(
        fact.reviewId(),
        fact.storefront(),
        content.externalId(),
        new Product(content.productId(), content.productName()),
        content.customerId(),
        content.channel(),
        rating(content),
        survey(content),
        content.title(),
        content.text(),
        content.givenLanguage() == null ? review.language() : content.givenLanguage(),
        content.country(),
        content.submittedAt(),
        review.receivedAt(),
        review.revision(),
        review.tags(),
        fact.standing() == null ? null : fact.standing().caseId(),
        review.display(),
        WrittenOn.of(content),
        null);
  }

  private static @Nullable Rating rating(Content content) {
    return content.ratingScale() == null || content.ratingValue() == null
        ? null
        : new Rating(content.ratingScale(), content.ratingValue());
  }

  private static @Nullable Survey survey(Content content) {
    return content.nps() == null && content.csat() == null && content.ces() == null
        ? null
        : new Survey(content.nps(), content.csat(), content.ces());
  }
}
