package heed.metrics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import heed.events.Channel;
import heed.events.Rating;
import heed.events.Review;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the customer said, as far as it is kept: no names, no addresses. Two revisions with equal
 * content are one.
 *
 * @param consent whether others may be told of the customer; null: not said
 * @param givenLanguage as the storefront named it
 * @param source the platform that it was written on, as people know it; null: with the storefront
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Content(
    @Nullable String externalId,
    String productId,
    @Nullable String productName,
    @Nullable String customerId,
    @Nullable Boolean consent,
    @Nullable String orderId,
    Channel channel,
    Rating.@Nullable Scale ratingScale,
    @Nullable Integer ratingValue,
    @Nullable Integer nps,
    @Nullable Integer csat,
    @Nullable Integer ces,
    @Nullable String title,
    @Nullable String text,
    @Nullable String givenLanguage,
    @Nullable String country,
    @Nullable Instant submittedAt,
    @Nullable String source) {

  static Content of(Review review) {
    var rating = review.rating();
    var survey = review.survey();
    return new Content(
        review.externalId(),
        review.product().id(),
        review.product().name(),
        review.customer() == null ? null : review.customer().id(),
        review.customer() == null ? null : review.customer().consent(),
        review.order() == null ? null : review.order().id(),
        review.channel(),
        rating == null ? null : rating.scale(),
        rating == null ? null : rating.value(),
        survey == null ? null : survey.nps(),
        survey == null ? null : survey.csat(),
        survey == null ? null : survey.ces(),
        review.title(),
        review.text(),
        review.language(),
        review.country(),
        millis(review.submittedAt()),
        review.source() == null ? null : review.source().name());
  }

  /** Cut, never rounded, so that the database holds the very instant that was counted. */
  static @Nullable Instant millis(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS);
  }
}
