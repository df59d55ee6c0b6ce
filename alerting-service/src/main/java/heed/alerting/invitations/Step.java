package heed.alerting.invitations;

import heed.alerting.invitations.Invitation.State;
import java.time.Instant;

/** What is to be done about an invitation now. */
sealed interface Step {
  /** Nothing before then. */
  record Wait(Instant until) implements Step {}

  /** A letter: the invitation, or the reminder. */
  record Ask(Letter letter) implements Step {}

  /** Nothing, ever. */
  record End(State state) implements Step {}

  /** Nothing is due: it goes on without a letter, or has ended. */
  record Leave() implements Step {}
}
