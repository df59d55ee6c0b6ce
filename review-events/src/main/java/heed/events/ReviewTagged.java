package heed.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A revision of a review with its tags; on the wire the review's fields lie beside {@code revision}
 * and {@code tags}.
 *
 * @param revision the epoch and the partition offset of its {@code review.received}: a greater one
 *     is later
 */
public record ReviewTagged(@JsonUnwrapped Review review, long revision, Tags tags) {
  public ReviewTagged {
    Wire.require(review, "review");
    Wire.require(tags, "tags");
  }
}
