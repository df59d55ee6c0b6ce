package heed.metrics;

import heed.events.Tags;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What customers name in a window, and what it does to the rating. Whatever nothing was counted for
 * is null, never 0; counts are 0.
 *
 * @param reviews all of the window and the filters, whether or not they name anything
 * @param previousReviews the same of the window before; null if that was not asked for
 */
record CausesAnswer(
    String window,
    Instant from,
    Instant to,
    long reviews,
    @Nullable Long previousReviews,
    List<Cause> items) {

  /**
   * One aspect. A review counts once, by the worst it says of it.
   *
   * @param count reviews that name it
   * @param change null if the window before was not asked for
   * @param quotes of those that name it negatively, the most significant first
   */
  record Cause(
      Tags.Aspect aspect,
      long count,
      long negative,
      long neutral,
      long positive,
      Part share,
      Effect effect,
      @Nullable Trend change,
      List<Quote> quotes) {}

  /**
   * Reviews that name it, of all.
   *
   * @param low lower end of Wilson's interval
   * @param high upper end
   */
  record Part(@Nullable Double value, long n, @Nullable Double low, @Nullable Double high) {
    static Part of(Share share) {
      var interval = share.wilson();
      return new Part(
          share.value(),
          share.n(),
          interval == null ? null : interval.low(),
          interval == null ? null : interval.high());
    }
  }

  /**
   * How much lower those rate who name it negatively than all others.
   *
   * @param value difference of the means, in stars of 1-5
   * @param n ratings of those who do
   * @param others ratings of those who do not
   * @param low lower end of Welch's interval
   * @param high upper end
   * @param difference null where there are too few to tell
   */
  record Effect(
      @Nullable Double value,
      long n,
      long others,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Finding difference) {
    static Effect of(Mean named, Mean all) {
      var others =
          new Mean(
              all.n() - named.n(),
              all.sum() - named.sum(),
              all.squares() - named.squares(),
              all.least(),
              all.most());
      var difference = new MeanDifference(named, others);
      var interval = difference.interval();
      return new Effect(
          difference.value(),
          named.n(),
          others.n(),
          interval == null ? null : interval.low(),
          interval == null ? null : interval.high(),
          difference.finding());
    }
  }

  /**
   * How the share moved against the window before.
   *
   * @param value this share less that one
   * @param previous that share
   * @param previousCount reviews that named it then
   * @param n reviews then
   * @param low lower end of Newcombe's interval
   * @param high upper end
   */
  record Trend(
      @Nullable Double value,
      @Nullable Double previous,
      long previousCount,
      long n,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Finding difference) {
    static Trend of(Share now, Share before) {
      var difference = new ShareDifference(now, before);
      var interval = difference.interval();
      return new Trend(
          difference.value(),
          before.value(),
          before.hits(),
          before.n(),
          interval == null ? null : interval.low(),
          interval == null ? null : interval.high(),
          difference.finding());
    }
  }

  /**
   * @param language as it was recognised, else as the storefront named it
   * @param at where the review counts
   */
  record Quote(
      UUID reviewId, String storefront, @Nullable String language, Instant at, String quote) {}
}
