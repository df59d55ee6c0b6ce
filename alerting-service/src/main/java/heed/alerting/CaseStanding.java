package heed.alerting;

import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Review;
import heed.events.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that programs may be told of a case as it stands now: no name, no address, no text.
 *
 * @param sla of the first response
 * @param reasons the aspects that the review complains of, each once
 * @param language that was recognised, else the one the storefront named
 * @param resolvedAt null unless it is resolved
 */
public record CaseStanding(
    CaseBrief brief,
    UUID reviewId,
    int cycle,
    String priority,
    SlaStatus sla,
    List<Tags.Aspect> reasons,
    @Nullable String language,
    Instant startedAt,
    Instant openedAt,
    Instant dueAt,
    @Nullable Instant answeredAt,
    @Nullable Instant resolvedAt,
    Review review) {
  private static final String RESOLVED =
      """
      select max(at) as at from timeline
      where storefront = ? and case_id = ? and type = 'case.resolved'
      """;

  static CaseStanding of(Connection connection, Case c, CaseBrief brief) throws SQLException {
    var clock = c.clock().asOf(Transactions.now(connection));
    return new CaseStanding(
        brief,
        c.reviewId(),
        c.cycle(),
        c.pinned().priority().name(),
        clock.status(),
        c.content().tags().aspects().stream()
            .filter(a -> a.sentiment() == Tags.Label.NEGATIVE)
            .map(Tags.AspectMention::aspect)
            .distinct()
            .sorted()
            .toList(),
        ReviewDecider.language(c.content()),
        clock.startedAt(),
        c.openedAt(),
        clock.dueAt(),
        clock.answeredAt(),
        brief.status() == Status.RESOLVED ? resolvedAt(connection, brief) : null,
        c.content().review());
  }

  private static @Nullable Instant resolvedAt(Connection connection, CaseBrief brief)
      throws SQLException {
    try (var statement = connection.prepareStatement(RESOLVED)) {
      statement.setString(1, brief.storefront());
      statement.setObject(2, brief.id());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Sql.atOrNull(rows, "at") : null;
      }
    }
  }
}
