package heed.metrics;

import heed.events.CaseChanged;
import heed.events.ReviewTagged;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one review and its case. It decides what an event changes; an event that it
 * has seen, or that is older than what it knows, changes nothing.
 *
 * @param erasedRevision the tombstone: revisions up to this one are refused for ever
 * @param erasedAt what was received up to then is refused, also if it is appended to the log again
 * @param review null before the first revision and after an erasure
 * @param standing null if there is no case
 */
record Fact(
    String storefront,
    UUID reviewId,
    @Nullable Long erasedRevision,
    @Nullable Instant erasedAt,
    @Nullable LatestReview review,
    @Nullable CaseStanding standing) {

  static Fact unknown(String storefront, UUID reviewId) {
    return new Fact(storefront, reviewId, null, null, null, null);
  }

  /**
   * @param forgottenAt when this revision's customer was erased; null if never
   */
  Fact tagged(ReviewTagged event, @Nullable Instant forgottenAt) {
    if (refuses(event.revision()) || refuses(event.review().receivedAt())) {
      return this;
    }
    if (forgottenAt != null && !event.review().receivedAt().isAfter(forgottenAt)) {
      // Also refuses earlier revisions that did not name the customer yet.
      return erased(event.revision(), null);
    }
    return with(review == null ? LatestReview.first(event) : review.and(event));
  }

  /**
   * @param at when the storefront asked for it; null where the customer was erased, who is
   *     remembered
   */
  Fact erased(long revision, @Nullable Instant at) {
    var until = erasedRevision == null ? revision : Math.max(erasedRevision, revision);
    var when = later(erasedAt, at);
    var left = review;
    if (left != null && (left.revision() <= until || notAfter(left.receivedAt(), when))) {
      left = null;
    } else if (left != null
        && (left.place().firstRevision() <= until
            || notAfter(left.place().firstReceivedAt(), when))) {
      left = left.anew();
    }
    return new Fact(storefront, reviewId, until, when, left, standing);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  private static boolean notAfter(Instant at, @Nullable Instant until) {
    return until != null && !at.isAfter(until);
  }

  /** The customer of this review is to be forgotten. */
  Fact forgotten(Instant erasedAt) {
    if (review == null) {
      return this;
    }
    if (!review.receivedAt().isAfter(erasedAt)) {
      return erased(review.revision(), null);
    }
    return review.place().firstReceivedAt().isAfter(erasedAt) ? this : with(review.anew());
  }

  Fact moved(CaseChanged event) {
    return new Fact(
        storefront,
        reviewId,
        erasedRevision,
        erasedAt,
        review,
        standing == null ? CaseStanding.of(event) : standing.and(event));
  }

  boolean isOf(String storefront, String customerId) {
    return storefront.equals(this.storefront)
        && review != null
        && Objects.equals(customerId, review.content().customerId());
  }

  /** Null for a guest, and where there is no review. */
  @Nullable String customerId() {
    return review == null ? null : review.content().customerId();
  }

  /** Where the review counts; null where there is none. */
  @Nullable Cell cell() {
    return review == null ? null : review.cell(storefront);
  }

  void count(Tally tally, int sign) {
    if (review != null) {
      review.count(storefront, standing, tally, sign);
    }
    if (standing != null) {
      standing.count(storefront, tally, sign);
    }
  }

  private boolean refuses(long revision) {
    return erasedRevision != null && revision <= erasedRevision;
  }

  private boolean refuses(Instant receivedAt) {
    return notAfter(receivedAt, erasedAt);
  }

  private Fact with(LatestReview next) {
    return new Fact(storefront, reviewId, erasedRevision, erasedAt, next, standing);
  }
}
