package heed.metrics.segments;

import heed.events.Segment;

/** What can put a customer into a segment. */
enum Rule {
  /** The answer to one of his cases came too late, and the case is not resolved. */
  BREACHED_CASE(Segment.AT_RISK),
  /** Two reviews or more, and none for 180 days. */
  SILENCE(Segment.LAPSED),
  /** His latest answer to "would you recommend us" is 0 to 6. */
  DETRACTOR(Segment.AT_RISK),
  /** Two negative reviews or more within 90 days. */
  TWO_NEGATIVES(Segment.AT_RISK),
  /** His latest rating is 3 points or more below the one before it, on 1-5. */
  FALL(Segment.AT_RISK),
  /** Two orders or more, and his latest answer is 9 or 10. */
  PROMOTER(Segment.LOYAL),
  /** Two orders or more, and a mean rating of 4.5 or more. */
  HIGH_MEAN(Segment.LOYAL),
  /** There is one review of his. */
  FIRST_REVIEW(Segment.NEW);

  private final Segment segment;

  Rule(Segment segment) {
    this.segment = segment;
  }

  Segment segment() {
    return segment;
  }
}
