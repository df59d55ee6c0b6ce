package heed.alerting;

import heed.events.CaseFact;
import heed.events.CaseFact.Visibility;
import heed.events.Source;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an act of a person does to a case. */
final class CaseDecider {
  /** The act is not possible in the case's status; the message says what is. */
  static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNow(String message) {
      super(message, null, false, false);
    }
  }

  /** Where the review was written no answer may be posted; the message says what can be done. */
  static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThere(String platform) {
      super(
          "visibility is PUBLIC, but a review on "
              + platform
              + " may not be answered in public; use INTERNAL, or resolve the case without an answer",
          null,
          false,
          false);
    }
  }

  /**
   * Decides a command.
   *
   * @param by the name of whoever asks
   * @throws NotNow if the case's status does not allow it
   * @throws NotThere if it is a public answer, and the platform of the review allows none
   */
  static Decision decide(Case before, CaseCommand command, String by, Instant now) {
    var story = Story.of(before, now);
    switch (command) {
      case CaseCommand.Acknowledge ignored -> acknowledge(story, by);
      case CaseCommand.Assign assign -> assign(story, assign, by);
      case CaseCommand.Answer answer -> answer(story, answer, by);
      case CaseCommand.Resolve resolve -> resolve(story, resolve, by);
      case CaseCommand.Reopen reopen -> reopen(story, reopen, by);
      case CaseCommand.Note note -> note(story, note, by);
    }
    story.become(story.current().nextVersion());
    return story.end();
  }

  private static void acknowledge(Story story, String by) {
    var now = story.current();
    if (!now.handling().unanswered()) {
      throw new NotNow(
          "the case is "
              + now.handling().status()
              + "; only an unanswered one can be acknowledged");
    }
    var acknowledged = now.handling().acknowledged(now.sequence() + 1, story.now());
    story.tell(by, new CaseFact.CaseAcknowledged(), now.handling(acknowledged));
  }

  private static void assign(Story story, CaseCommand.Assign assign, String by) {
    var now = live(story, "assigned");
    var assigned = now.handling().assigned(assign.assignee(), assign.team()).touched(story.now());
    story.tell(
        by, new CaseFact.CaseAssigned(assign.assignee(), assign.team()), now.handling(assigned));
  }

  private static void answer(Story story, CaseCommand.Answer answer, String by) {
    var now = live(story, "answered");
    if (answer.visibility() == Visibility.PUBLIC) {
      answerable(now.content().review().source());
    }
    var counts = answer.visibility() == Visibility.PUBLIC && answer.byPerson();
    var first = counts && now.clock().answeredAt() == null;
    var next = now.handling(now.handling().touched(story.now()));
    if (counts) {
      next = now.answered(story.now());
    }
    story.tell(
        by,
        new CaseFact.CaseAnswered(answer.id(), answer.visibility(), first),
        next,
        Map.of("text", answer.text()));
  }

  private static void answerable(@Nullable Source source) {
    if (source != null && source.answerAt() == Source.AnswerAt.NONE) {
      throw new NotThere(source.name());
    }
  }

  private static void resolve(Story story, CaseCommand.Resolve resolve, String by) {
    live(story, "resolved");
    if (resolve.answer() != null) {
      answer(story, resolve.answer(), by);
    }
    var now = story.current();
    var answered = now.clock().answeredAt() != null;
    var next = now.ended(Resolution.End.RESOLVED, story.now());
    story.tell(
        by, new CaseFact.CaseResolved(answered), next, Map.of("resolution", resolve.resolution()));
  }

  private static void reopen(Story story, CaseCommand.Reopen reopen, String by) {
    var now = story.current();
    if (now.handling().live()) {
      throw new NotNow(
          "the case is "
              + now.handling().status()
              + "; only a resolved or cancelled one can be reopened");
    }
    story.tell(
        by,
        new CaseFact.CaseReopened(CaseFact.Cause.PERSON),
        now.calledAgain(story.now()),
        Map.of("reason", reopen.reason()));
  }

  private static void note(Story story, CaseCommand.Note note, String by) {
    var now = story.current();
    story.tell(
        by,
        new CaseFact.CaseNoted(note.id()),
        now.handling(now.handling().touched(story.now())),
        Map.of("text", note.text()));
  }

  private static Case live(Story story, String act) {
    var now = story.current();
    if (!now.handling().live()) {
      throw new NotNow(
          "the case is " + now.handling().status() + "; reopen it before it can be " + act);
    }
    return now;
  }

  private CaseDecider() {}
}
