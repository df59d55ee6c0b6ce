package heed.ingest;

import heed.ingest.BulkAnswer.LineError;
import heed.ingest.BulkAnswer.Rejections;
import heed.ingest.InboundTally.What;
import java.util.List;

/**
 * What became of what a source sent, where it was more than one review, or none.
 *
 * @param accepted reviews that the log acknowledged
 * @param erased reviews that are gone there, whose erasure the log acknowledged
 * @param ignored items that are none of our business, as the mapping says
 * @param rejected items that were refused; the first thousand are among the errors
 * @param errors by the line of a file, or the place in a list, from 1
 */
record InboundAnswer(
    long accepted, long erased, long ignored, long rejected, List<LineError> errors) {

  /** Of a webhook that had been taken before. */
  static final InboundAnswer NOTHING = new InboundAnswer(0, 0, 0, 0, List.of());

  static InboundAnswer of(BulkAnswer answer, BulkImport bulk) {
    return of(answer.accepted(), bulk.erased(), bulk.ignored(), answer.rejections());
  }

  static InboundAnswer of(long accepted, long erased, long ignored, Rejections rejections) {
    return new InboundAnswer(accepted, erased, ignored, rejections.count(), rejections.told());
  }

  /** Counts it, once the log has it. */
  void count(InboundTally tally, IngestMetrics metrics, IngestMetrics.Form form) {
    tally.add(What.ACCEPTED, accepted);
    tally.add(What.ERASED, erased);
    tally.add(What.IGNORED, ignored);
    tally.add(What.REFUSED, rejected);
    metrics.accepted(IngestMetrics.Item.REVIEWS, form, accepted);
    metrics.rejected(IngestMetrics.Item.REVIEWS, form, rejected);
    for (var i = 0; i < erased; i++) {
      metrics.erased(IngestMetrics.Erased.REVIEW);
    }
  }
}
