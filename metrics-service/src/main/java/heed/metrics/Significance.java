package heed.metrics;

import heed.events.Rating;
import org.jspecify.annotations.Nullable;

/**
 * How much a review says, so that the ones worth reading come first. Each part is 0 to 1000 and
 * none of them ever lowers the whole:
 *
 * <pre>
 * score = 0.5 extremity * certainty + 0.2 length + 0.2 detail + 0.1 standing
 * </pre>
 *
 * shown from 0 to 1 and kept in millionths. Whole numbers, so that the database computes the very
 * same.
 *
 * @param extremity how far from the middle: the farthest of the sentiment's score, the rating and
 *     the answers of the survey
 * @param certainty the sentiment's confidence; half of it where text and rating contradict each
 *     other; 0 where there is none
 * @param length characters of title and text, full at 500
 * @param detail aspects named, full at three
 * @param verified whether it names an order
 * @param rank the how manieth review of its customer it is, 1 to {@link #MOST}; 1 for a guest.
 *     Standing is half the order and half the reviews before this one
 */
record Significance(
    int extremity, int certainty, int length, int detail, boolean verified, int rank) {
  /** Further reviews of a customer add nothing. */
  static final int MOST = 10;

  private static final int FULL = 1000;
  private static final int FULL_LENGTH = 500;
  private static final int FULL_DETAIL = 3;

  Significance {
    for (var part : new int[] {extremity, certainty, length, detail}) {
      if (part < 0 || part > FULL) {
        throw new IllegalArgumentException("a part is " + part + ", must be 0 to " + FULL);
      }
    }
    if (rank < 1 || rank > MOST) {
      throw new IllegalArgumentException("rank is " + rank + ", must be 1 to " + MOST);
    }
  }

  static Significance of(LatestReview review, int rank) {
    var content = review.content();
    return new Significance(
        extremity(review),
        certainty(review),
        Math.min(FULL, FULL * characters(content) / FULL_LENGTH),
        Math.min(FULL, FULL * Mentions.of(review.tags()).size() / FULL_DETAIL),
        content.orderId() != null,
        rank);
  }

  /** In millionths. */
  int score() {
    return own() + reviewsBefore(rank);
  }

  /** Of the score, what the review says by itself. */
  int own() {
    return extremity * certainty / 2
        + 200 * length
        + 200 * detail
        + 100 * (verified ? FULL / 2 : 0);
  }

  /** Of the score, what the customer's earlier reviews add. */
  static int reviewsBefore(int rank) {
    return 100 * ((rank - 1) * (FULL / 2) / (MOST - 1));
  }

  private static int extremity(LatestReview review) {
    var content = review.content();
    var sentiment = review.tags().sentiment();
    var most = Math.max(0, sentiment == null ? 0 : permille(Math.abs(sentiment.score())));
    most = Math.max(most, rating(content));
    most = Math.max(most, content.nps() == null ? 0 : Math.abs(content.nps() - 5) * 200);
    most = Math.max(most, content.csat() == null ? 0 : Math.abs(content.csat() - 3) * 500);
    return Math.max(most, content.ces() == null ? 0 : Math.abs(content.ces() - 4) * FULL / 3);
  }

  private static int rating(Content content) {
    if (content.ratingScale() == null || content.ratingValue() == null) {
      return 0;
    }
    int value = content.ratingValue();
    return switch (content.ratingScale()) {
      case STARS_5 -> Math.abs(value - 3) * 500;
      case POINTS_10 -> Math.abs(2 * value - Rating.Scale.POINTS_10.max() - 1) * FULL / 9;
      case THUMBS -> FULL;
    };
  }

  private static int certainty(LatestReview review) {
    var sentiment = review.tags().sentiment();
    if (sentiment == null) {
      return 0;
    }
    return permille(sentiment.confidence()) / (sentiment.mismatch() ? 2 : 1);
  }

  private static int permille(double share) {
    return (int) Math.floor(share * FULL + 0.5);
  }

  private static int characters(Content content) {
    return characters(content.title()) + characters(content.text());
  }

  private static int characters(@Nullable String words) {
    return words == null ? 0 : words.codePointCount(0, words.length());
  }
}
