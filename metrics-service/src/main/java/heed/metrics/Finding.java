package heed.metrics;

/** What a difference with its interval tells. */
enum Finding {
  ABOVE,
  BELOW,
  /** The interval holds 0. */
  NO_DIFFERENCE;

  static Finding of(Interval difference) {
    if (difference.low() > 0) {
      return ABOVE;
    }
    return difference.high() < 0 ? BELOW : NO_DIFFERENCE;
  }
}
