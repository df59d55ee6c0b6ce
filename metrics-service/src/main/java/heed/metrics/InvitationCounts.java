package heed.metrics;

import java.util.List;

/**
 * How many invitations, and what came of them.
 *
 * @param sent those whose first letter the mail server had: of these are all the others
 * @param answered those whose order was reviewed after it was sent, by whatever way
 */
record InvitationCounts(
    long sent, long reminded, long opened, long answered, long declined, long bounced) {
  static final InvitationCounts NONE = new InvitationCounts(0, 0, 0, 0, 0, 0);

  InvitationCounts plus(InvitationCounts other) {
    return new InvitationCounts(
        sent + other.sent,
        reminded + other.reminded,
        opened + other.opened,
        answered + other.answered,
        declined + other.declined,
        bounced + other.bounced);
  }

  InvitationCounts negated() {
    return new InvitationCounts(-sent, -reminded, -opened, -answered, -declined, -bounced);
  }

  /** In the order of the columns. */
  List<Long> values() {
    return List.of(sent, reminded, opened, answered, declined, bounced);
  }
}
