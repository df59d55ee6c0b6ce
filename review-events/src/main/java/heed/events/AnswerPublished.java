package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A public answer to a review, as anybody may read it. It has a topic of its own, so that {@code
 * cases-changed} stays without texts.
 *
 * @param answerId one per answer: the one that {@code case.answered} names
 * @param at when it was given
 * @param text as it was written; nothing is added to it
 * @param language of the review that is answered, BCP 47; null where it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerPublished(
    UUID answerId,
    UUID reviewId,
    String storefront,
    UUID caseId,
    Instant at,
    String text,
    @Nullable String language) {
  public AnswerPublished {
    Wire.require(answerId, "answerId");
    Wire.require(reviewId, "reviewId");
    Wire.require(storefront, "storefront");
    Wire.require(caseId, "caseId");
    Wire.require(at, "at");
    Wire.require(text, "text");
  }
}
