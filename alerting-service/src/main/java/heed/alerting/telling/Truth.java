package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact.CaseAssigned;
import heed.events.CaseFact.Clock;
import heed.events.CaseFact.SlaWarned;
import org.jspecify.annotations.Nullable;

/** Whether a notice still says what is so, by the time it can be delivered. */
final class Truth {
  private Truth() {}

  /**
   * Programs hear what happened, whatever came after. People hear what they can still act on, and
   * every breach.
   *
   * @param brief the case as it stands; null once it is erased
   */
  static boolean holds(Notice notice, @Nullable CaseBrief brief) {
    if (notice.medium() == Medium.WEBHOOK) {
      return true;
    }
    if (brief == null || (notice.medium() == Medium.CUSTOMER && !sameOwner(notice, brief))) {
      return false;
    }
    return switch (notice.type()) {
      case "sla.breached", "case.answered" -> true;
      case "case.escalated" -> brief.status() == Status.OPEN;
      case "case.assigned" -> assigned(notice, brief);
      case "sla.warned" -> warned(notice, brief);
      case Notice.INVITATION ->
          brief.status() == Status.RESOLVED
              && brief.recovery() != Recovery.RECOVERED
              && brief.mayAskForUpdate();
      case "case.opened", "case.reopened", "case.unacknowledged", "case.revised" ->
          brief.unanswered();
      default -> true;
    };
  }

  /** False if the review has come to be somebody else's since: it was not said to that one. */
  static boolean sameOwner(Notice notice, CaseBrief brief) {
    return notice.event().sequence() >= brief.ownedFrom();
  }

  private static boolean assigned(Notice notice, CaseBrief brief) {
    var assignee = ((CaseAssigned) notice.event().fact()).assignee();
    return brief.live() && (assignee == null || assignee.equals(brief.assignee()));
  }

  /** A warning of the resolution counts while the case lives, of an answer while one is due. */
  private static boolean warned(Notice notice, CaseBrief brief) {
    var clock = ((SlaWarned) notice.event().fact()).clock();
    return clock == Clock.RESOLUTION ? brief.live() : brief.unanswered();
  }
}
