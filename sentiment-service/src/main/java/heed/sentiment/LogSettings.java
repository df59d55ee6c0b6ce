package heed.sentiment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What numbers the revisions. */
@ConfigMapping(prefix = "heed.reviews")
interface LogSettings {
  int OFFSET_BITS = 40;

  /**
   * The high part of every revision; raise it by one if {@code reviews-received} is ever recreated,
   * since offsets then begin anew. 0 to 4,194,303.
   */
  @WithDefault("0")
  long epoch();

  /** The revision of a record: later ones of a review have greater numbers. */
  static long revision(long epoch, long offset) {
    if (epoch < 0 || epoch >= 1L << 22) {
      throw new IllegalArgumentException(
          "heed.reviews.epoch is " + epoch + ", must be 0 to 4194303");
    }
    return epoch << OFFSET_BITS | offset;
  }
}
