package heed.alerting;

import heed.events.CaseFact.Visibility;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person asks of a case. */
sealed interface CaseCommand {
  record Acknowledge() implements CaseCommand {}

  record Assign(@Nullable String assignee, @Nullable String team) implements CaseCommand {}

  /**
   * @param byPerson only an answer by a person can be the first response
   */
  record Answer(UUID id, String text, Visibility visibility, boolean byPerson)
      implements CaseCommand {}

  /**
   * @param answer given in the same request: it counts first
   */
  record Resolve(String resolution, @Nullable Answer answer) implements CaseCommand {}

  record Reopen(String reason) implements CaseCommand {}

  record Note(UUID id, String text) implements CaseCommand {}
}
