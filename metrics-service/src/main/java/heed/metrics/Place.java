package heed.metrics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import heed.events.ReviewTagged;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where a review belongs in time. The lowest revision decides, so that whatever order the revisions
 * come in, the place ends the same.
 *
 * @param placedAt when it was submitted, else first received
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Place(long firstRevision, Instant firstReceivedAt, Instant placedAt) {
  static Place of(ReviewTagged event) {
    var review = event.review();
    return of(event.revision(), review.receivedAt(), Content.of(review));
  }

  static Place of(long revision, Instant receivedAt, Content content) {
    var received = receivedAt.truncatedTo(ChronoUnit.MILLIS);
    var submitted = content.submittedAt();
    return new Place(revision, received, submitted == null ? received : submitted);
  }
}
