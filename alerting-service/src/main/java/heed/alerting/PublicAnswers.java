package heed.alerting;

import heed.events.AnswerPublished;
import heed.events.AnswerWithdrawn;
import heed.events.CaseFact.CaseAnswered;
import heed.events.CaseFact.Visibility;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Puts down what anybody may read of a case: the text of a public answer, and that it is to be
 * forgotten again. The rows are written in the transaction of the decision and leave through {@link
 * AnswersRelay}; the case is locked, so those of one review are in their order.
 */
final class PublicAnswers {
  private static final String TELL =
      """
      insert into answers_outbox (review_id, case_id, ce_id, type, at, data)
      values (?, ?, ?, ?, ?, ?)
      on conflict (ce_id) do nothing
      """;

  private static final String REMEMBER =
      "insert into answers_told (answer_id, at) values (?, ?) on conflict do nothing";

  /** Told before, and not only forgotten before. */
  private static final String WAS_PUBLISHED =
      """
      select exists (select 1 from timeline where storefront = ? and case_id = ? and at <= ?
        and type = 'case.answered' and detail ->> 'visibility' = 'PUBLIC')
      """;

  private static final String LAST_BEFORE =
      """
      select max(at) as at from timeline where storefront = ? and case_id = ? and id < ?
        and type = 'case.answered' and detail ->> 'visibility' = 'PUBLIC'
      """;

  private static final String NOT_SENT_YET =
      "delete from answers_outbox where case_id = ? and at <= ? and type = ?";

  private PublicAnswers() {}

  /** The public answers among what was decided. */
  static void publish(Connection connection, Decision decision) throws SQLException {
    var language = ReviewDecider.language(decision.after().content());
    for (var told : decision.told()) {
      var event = told.event();
      if (event.fact() instanceof CaseAnswered answered
          && answered.visibility() == Visibility.PUBLIC) {
        tellOnce(
            connection,
            new AnswerPublished(
                answered.answerId(),
                event.reviewId(),
                event.storefront(),
                event.caseId(),
                event.at(),
                Objects.requireNonNull(told.words().get("text")),
                language));
      }
    }
  }

  /** Puts an answer down to leave, unless it was before. */
  static void tellOnce(Connection connection, AnswerPublished answer) throws SQLException {
    if (isNew(connection, answer)) {
      tell(
          connection,
          EventType.ANSWER_PUBLISHED,
          answer.reviewId(),
          answer.caseId(),
          answer.at(),
          Ids.fact(answer.caseId(), EventType.ANSWER_PUBLISHED, answer.answerId().toString()),
          answer);
    }
  }

  private static boolean isNew(Connection connection, AnswerPublished answer) throws SQLException {
    try (var statement = connection.prepareStatement(REMEMBER)) {
      statement.setObject(1, answer.answerId());
      statement.setObject(2, CaseRows.sql(answer.at()));
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * What was said in public up to then is to be forgotten wherever it is shown; what has not left
   * yet never does. Ask before the words leave the timeline.
   */
  static void withdraw(Connection connection, Case gone, Instant until) throws SQLException {
    if (!wasPublished(connection, gone, until)) {
      return;
    }
    try (var statement = connection.prepareStatement(NOT_SENT_YET)) {
      statement.setObject(1, gone.id());
      statement.setObject(2, CaseRows.sql(until));
      statement.setString(3, EventType.ANSWER_PUBLISHED.wireName());
      statement.executeUpdate();
    }
    tell(
        connection,
        EventType.ANSWER_WITHDRAWN,
        gone.reviewId(),
        gone.id(),
        until,
        Ids.fact(gone.id(), EventType.ANSWER_WITHDRAWN, until.toString()),
        new AnswerWithdrawn(gone.reviewId(), gone.storefront(), gone.id(), until));
  }

  /** The same of what was said before an entry of the timeline. */
  static void withdrawBefore(Connection connection, Case of, long entry) throws SQLException {
    try (var statement = connection.prepareStatement(LAST_BEFORE)) {
      statement.setString(1, of.storefront());
      statement.setObject(2, of.id());
      statement.setLong(3, entry);
      try (var rows = statement.executeQuery()) {
        rows.next();
        var last = CaseRows.atOrNull(rows, "at");
        if (last != null) {
          withdraw(connection, of, last);
        }
      }
    }
  }

  private static boolean wasPublished(Connection connection, Case gone, Instant until)
      throws SQLException {
    try (var statement = connection.prepareStatement(WAS_PUBLISHED)) {
      statement.setString(1, gone.storefront());
      statement.setObject(2, gone.id());
      statement.setObject(3, CaseRows.sql(until));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static void tell(
      Connection connection,
      EventType type,
      UUID reviewId,
      UUID caseId,
      Instant at,
      UUID id,
      Object event)
      throws SQLException {
    try (var statement = connection.prepareStatement(TELL)) {
      statement.setObject(1, reviewId);
      statement.setObject(2, caseId);
      statement.setObject(3, id);
      statement.setString(4, type.wireName());
      statement.setObject(5, CaseRows.sql(at));
      statement.setString(6, new String(EventJson.write(event), StandardCharsets.UTF_8));
      statement.executeUpdate();
    }
  }
}
