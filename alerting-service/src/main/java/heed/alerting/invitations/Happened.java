package heed.alerting.invitations;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invitation's history.
 *
 * @param what delivered, sent, opened, answered, reminded, declined, cancelled, bounced, next
 */
record Happened(String what, Instant at) {
  /** Oldest first; what is still to come is the last line. */
  static List<Happened> to(Invitation invitation) {
    var order = invitation.order();
    var moments = invitation.moments();
    return Stream.of(
            line("delivered", order == null ? null : order.deliveredAt()),
            line("sent", moments.sentAt()),
            line("opened", moments.openedAt()),
            line("answered", moments.answeredAt()),
            line("reminded", moments.remindedAt()),
            line("declined", moments.declinedAt()),
            line("cancelled", moments.cancelledAt()),
            line("bounced", moments.bouncedAt()),
            line("next", invitation.nextAt()))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Happened::at))
        .toList();
  }

  private static @Nullable Happened line(String what, @Nullable Instant at) {
    return at == null ? null : new Happened(what, at);
  }
}
