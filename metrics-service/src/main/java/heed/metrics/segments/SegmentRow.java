package heed.metrics.segments;

import heed.events.Segment;
import heed.metrics.segments.SegmentRows.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's segment as it is kept.
 *
 * @param since when he came into it
 * @param told the segment that was told of last; null if none, or he was told to have left it
 * @param refusedAt when he last said no
 * @param dueAt when it is to be decided again
 */
record SegmentRow(
    String storefront,
    String customerId,
    @Nullable Segment segment,
    @Nullable Instant since,
    @Nullable Segment told,
    @Nullable Instant refusedAt,
    @Nullable Instant dueAt) {

  /** Of somebody of whom nothing is kept yet. */
  static SegmentRow unknown(Key customer) {
    return new SegmentRow(
        customer.storefront(), customer.customerId(), null, null, null, null, null);
  }

  Key key() {
    return new Key(storefront, customerId);
  }

  /** What a decision makes of it, and what is to be told. */
  record Moved(SegmentRow row, List<Telling> tellings) {}

  /** Something to tell. */
  sealed interface Telling {
    record Entered(Segment segment, List<String> rules) implements Telling {}

    record Left(Segment segment, heed.events.SegmentLeft.Reason reason) implements Telling {}
  }

  /**
   * After a decision.
   *
   * @param reviews all of his
   * @param required whether consent has to be given
   */
  Moved moved(List<Seen> reviews, SegmentDecider.Standing standing, boolean required, Instant now) {
    var refused = Consent.refusedAt(reviews, refusedAt);
    var allowed = Consent.of(reviews, refusedAt).allows(required);
    var tell = allowed ? standing.segment() : null;
    var tellings = new ArrayList<Telling>();
    if (told != tell) {
      if (told != null) {
        tellings.add(
            new Telling.Left(
                told,
                allowed
                    ? heed.events.SegmentLeft.Reason.CHANGED
                    : heed.events.SegmentLeft.Reason.CONSENT));
      }
      if (tell != null) {
        var rules = standing.why().stream().map(r -> r.rule().name()).distinct().toList();
        tellings.add(new Telling.Entered(tell, rules));
      }
    }
    var kept = standing.segment() == segment && since != null ? since : now;
    return new Moved(
        new SegmentRow(
            storefront,
            customerId,
            standing.segment(),
            standing.segment() == null ? null : kept,
            tell,
            refused,
            standing.until()),
        tellings);
  }

  /** Of a competitor's customer nothing is decided and nothing told; a no is remembered. */
  SegmentRow undecided(List<Seen> reviews) {
    return new SegmentRow(
        storefront, customerId, null, null, null, Consent.refusedAt(reviews, refusedAt), null);
  }

  /** True if nothing is left to remember. */
  boolean isEmpty() {
    return segment == null && told == null && refusedAt == null && dueAt == null;
  }
}
