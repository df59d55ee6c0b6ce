package heed.alerting;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.Status;
import heed.events.Rating;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people have made of a case so far.
 *
 * @param answeredRating the rating at the last public answer, above which it has recovered
 * @param acknowledged null unless the status is ACKNOWLEDGED
 */
record Handling(
    Status status,
    String team,
    @Nullable String assignee,
    Recovery recovery,
    @Nullable Rating answeredRating,
    @Nullable Acknowledged acknowledged) {

  /**
   * @param sequence of the acknowledgement: tells one from the next within a cycle
   * @param touchedAt the last act of a person since
   */
  record Acknowledged(long sequence, Instant touchedAt) {}

  static Handling open(String team) {
    return new Handling(Status.OPEN, team, null, Recovery.NONE, null, null);
  }

  /** True if somebody still has something to do. */
  boolean live() {
    return switch (status) {
      case OPEN, ACKNOWLEDGED, ANSWERED -> true;
      case RESOLVED, CANCELLED -> false;
    };
  }

  /** True if nobody has answered in this cycle. */
  boolean unanswered() {
    return status == Status.OPEN || status == Status.ACKNOWLEDGED;
  }

  /** Every status but ACKNOWLEDGED forgets the acknowledgement. */
  Handling status(Status next) {
    return new Handling(next, team, assignee, recovery, answeredRating, null);
  }

  Handling acknowledged(long sequence, Instant at) {
    return new Handling(
        Status.ACKNOWLEDGED,
        team,
        assignee,
        recovery,
        answeredRating,
        new Acknowledged(sequence, at));
  }

  /** A person did something: the acknowledgement holds longer. */
  Handling touched(Instant at) {
    var held = acknowledged == null ? null : new Acknowledged(acknowledged.sequence(), at);
    return new Handling(status, team, assignee, recovery, answeredRating, held);
  }

  Handling assigned(@Nullable String toAssignee, @Nullable String toTeam) {
    return new Handling(
        status,
        toTeam == null ? team : toTeam,
        toAssignee == null ? assignee : toAssignee,
        recovery,
        answeredRating,
        acknowledged);
  }

  /** After a public answer a rating below the top of its scale could rise. */
  Handling answered(@Nullable Rating rating) {
    var next = recovery;
    if (recovery != Recovery.RECOVERED) {
      next =
          rating != null && rating.value() < rating.scale().max()
              ? Recovery.POSSIBLE
              : Recovery.NONE;
    }
    return new Handling(Status.ANSWERED, team, assignee, next, rating, null);
  }

  Handling recovered() {
    return new Handling(status, team, assignee, Recovery.RECOVERED, answeredRating, acknowledged);
  }

  /** True if this rating rose above the one that was answered, on the same scale. */
  boolean recoversWith(@Nullable Rating rating) {
    return recovery == Recovery.POSSIBLE
        && answeredRating != null
        && rating != null
        && rating.scale() == answeredRating.scale()
        && rating.value() > answeredRating.value();
  }
}
