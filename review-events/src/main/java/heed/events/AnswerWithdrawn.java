package heed.events;

import java.time.Instant;
import java.util.UUID;

/**
 * The public answers to a review are to be forgotten with what they answer.
 *
 * @param at those given up to then; later ones stay
 */
public record AnswerWithdrawn(UUID reviewId, String storefront, UUID caseId, Instant at) {
  public AnswerWithdrawn {
    Wire.require(reviewId, "reviewId");
    Wire.require(storefront, "storefront");
    Wire.require(caseId, "caseId");
    Wire.require(at, "at");
  }
}
