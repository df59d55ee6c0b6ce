package heed.alerting;

import heed.events.AnswerPublished;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tells the public answers that nobody told: while copies are replaced, one from before there was a
 * topic for answers goes on writing them. Looks at the last thirty days, at the start and every
 * minute; several copies tell each answer once.
 */
@ApplicationScoped
class AnswersSweep {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int BATCH = 100;

  /**
   * Whoever decides about a case or forgets its words right now comes first: those that are locked
   * wait for the next minute, and what was forgotten meanwhile is not found.
   */
  private static final String UNTOLD =
      """
      select c.storefront, c.review_id, c.language, t.case_id, t.at,
        t.detail ->> 'answerId' as answer_id, t.detail ->> 'text' as text
      from timeline t join cases c on c.storefront = t.storefront and c.id = t.case_id
      where t.type = 'case.answered' and t.detail ->> 'visibility' = 'PUBLIC'
        and t.at > (select clock_timestamp() - interval '30 days')
        and t.detail ->> 'answerId' is not null and t.detail ->> 'text' is not null
        and not exists (
          select from answers_told a where a.answer_id = (t.detail ->> 'answerId')::uuid)
      order by t.at, t.id limit ?
      for share of t, c skip locked
      """;

  /** Later than they are looked for. */
  private static final String OLD =
      "delete from answers_told where at < (select clock_timestamp() - interval '31 days')";

  private final Transactions transactions;
  private final Loop loop;

  AnswersSweep(Transactions transactions) {
    this.transactions = transactions;
    this.loop = new Loop("untold-answers", Duration.ofMinutes(1), () -> tell() == BATCH);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Puts a few down to leave, first given first; answers how many it found. */
  int tell() {
    return transactions.call(
        LIMIT,
        connection -> {
          var untold = untold(connection);
          for (var answer : untold) {
            PublicAnswers.tellOnce(connection, answer);
          }
          try (var statement = connection.createStatement()) {
            statement.executeUpdate(OLD);
          }
          return untold.size();
        });
  }

  private static List<AnswerPublished> untold(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(UNTOLD)) {
      statement.setInt(1, BATCH);
      var untold = new ArrayList<AnswerPublished>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          untold.add(answer(rows));
        }
      }
      return untold;
    }
  }

  private static AnswerPublished answer(ResultSet row) throws SQLException {
    return new AnswerPublished(
        UUID.fromString(row.getString("answer_id")),
        row.getObject("review_id", UUID.class),
        row.getString("storefront"),
        row.getObject("case_id", UUID.class),
        CaseRows.at(row, "at"),
        row.getString("text"),
        row.getString("language"));
  }
}
