package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What became of the invitations whose first letter was sent in a window, up to now. All shares are
 * of these, so none is above 1.
 *
 * @param sent how many
 * @param reminded those that got a second letter
 * @param opened those of which a link was opened
 * @param answered those whose order was reviewed after the first letter, by whatever way
 * @param declined those that said no by the link
 * @param bounced those whose address turned out to take no mail
 */
record InvitationKpi(
    long sent, Part reminded, Part opened, Part answered, Part declined, Part bounced) {

  /**
   * Some of those who were asked.
   *
   * @param value their share, 0-1; null if nobody was asked
   * @param n of how many
   * @param low lower end of Wilson's interval
   * @param high upper end
   */
  record Part(
      long count, @Nullable Double value, long n, @Nullable Double low, @Nullable Double high) {
    static Part of(Share share) {
      var interval = share.wilson();
      return new Part(
          share.hits(), share.value(), share.n(), Interval.low(interval), Interval.high(interval));
    }
  }

  static InvitationKpi of(InvitationCounts counts) {
    var n = counts.sent();
    return new InvitationKpi(
        n,
        Part.of(new Share(counts.reminded(), n)),
        Part.of(new Share(counts.opened(), n)),
        Part.of(new Share(counts.answered(), n)),
        Part.of(new Share(counts.declined(), n)),
        Part.of(new Share(counts.bounced(), n)));
  }
}
