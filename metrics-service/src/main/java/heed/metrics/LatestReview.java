package heed.metrics;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import heed.events.ReviewTagged;
import heed.events.Tags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A review as its latest revision has it.
 *
 * @param revision the greatest that was seen, whether or not it changed the content
 * @param receivedAt when that one was accepted
 * @param tags of the first tagging of the content
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record LatestReview(
    long revision,
    Instant receivedAt,
    @JsonUnwrapped Place place,
    @JsonUnwrapped Content content,
    Tags tags,
    Display display) {

  /** Whether it is shown where people decide. */
  enum Display {
    PENDING,
    PUBLISHED,
    HIDDEN
  }

  static LatestReview first(ReviewTagged event) {
    var review = event.review();
    return new LatestReview(
        event.revision(),
        review.receivedAt().truncatedTo(ChronoUnit.MILLIS),
        Place.of(event),
        Content.of(review),
        event.tags(),
        Display.PENDING);
  }

  /** After one more revision, earlier or later. */
  LatestReview and(ReviewTagged event) {
    if (event.revision() > revision) {
      var next = first(event);
      var same = next.content.equals(content);
      return new LatestReview(
          next.revision, next.receivedAt, place, next.content, same ? tags : next.tags, display);
    }
    return event.revision() < place.firstRevision()
        ? new LatestReview(revision, receivedAt, Place.of(event), content, tags, display)
        : this;
  }

  /** As if no earlier revision had been. */
  LatestReview anew() {
    return new LatestReview(
        revision, receivedAt, Place.of(revision, receivedAt, content), content, tags, display);
  }

  @JsonIgnore
  Tags.@Nullable Label sentiment() {
    return tags.sentiment() == null ? null : tags.sentiment().label();
  }

  /** A column of its own, since it is counted. */
  @JsonProperty
  String label() {
    return Measure.label(sentiment()).name();
  }

  /** The language that was recognised, else the one the storefront named. */
  @JsonProperty
  @Nullable String language() {
    return tags.language() == null ? content.givenLanguage() : tags.language().code();
  }

  /** Where it counts. */
  Cell cell(String storefront) {
    return Cell.of(
        storefront,
        content.productId(),
        content.country(),
        content.channel().name(),
        language(),
        place.placedAt());
  }

  void count(String storefront, @Nullable CaseStanding standing, Tally tally, int sign) {
    var cell = cell(storefront);
    var counts = tally.at(cell).add(Measure.REVIEWS, sign).add(Measure.label(sentiment()), sign);
    if (content.customerId() == null) {
      for (var scope : Scope.of(cell)) {
        tally.addReviewer(storefront, scope, cell.at(), sign);
      }
    }
    if (content.ratingScale() != null && content.ratingValue() != null) {
      counts.add(Measure.rating(content.ratingScale(), content.ratingValue()), sign);
    }
    if (content.nps() != null) {
      counts.add(Measure.nps(content.nps()), sign);
    }
    if (content.csat() != null) {
      counts.add(Measure.csat(content.csat()), sign);
    }
    if (content.ces() != null) {
      counts.add(Measure.ces(content.ces()), sign);
    }
    if (standing != null) {
      standing.countReview(cell, tally, sign);
    }
  }
}
