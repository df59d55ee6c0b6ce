package heed.alerting;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.Status;
import heed.events.EventJson;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cases as rows of the table {@code cases}. */
final class CaseRows {
  private static final String INSERT =
      """
      insert into cases (marked_until, next_mark_at, next_due_at, answered_at, stopped_at, status, team, assignee,
        recovery, answered_rating, acknowledged_sequence, touched_at, sequence, cycle, version,
        changed_at, later, revision, review, tags, customer_id, language, received_at,
        storefront, id, review_id, policy, started_at, due_at, at_risk_at, opened_at,
        routing, rule, priority)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?::jsonb, ?, ?, ?,
        ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String UPDATE =
      """
      update cases set marked_until = ?, next_mark_at = ?, next_due_at = ?, answered_at = ?,
        stopped_at = ?, status = ?, team = ?, assignee = ?, recovery = ?, answered_rating = ?::jsonb,
        acknowledged_sequence = ?, touched_at = ?, sequence = ?, cycle = ?, version = ?,
        changed_at = ?, later = ?::jsonb
      where storefront = ? and id = ?
      """;
  private static final String UPDATE_CONTENT =
      """
      update cases c set revision = n.revision, review = n.review, tags = n.tags,
        customer_id = n.customer_id, language = n.language, received_at = n.received_at,
        former_customers = case
          when c.customer_id is null or c.customer_id is not distinct from n.customer_id
            or c.customer_id = any (c.former_customers) then c.former_customers
          else c.former_customers || c.customer_id end,
        owned_from = case
          when c.customer_id is distinct from n.customer_id
            or n.other_guest then c.sequence + 1
          else c.owned_from end
      from (values (?::bigint, ?::jsonb, ?::jsonb, ?::text, ?::text, ?::timestamptz, ?::boolean))
        as n (revision, review, tags, customer_id, language, received_at, other_guest)
      where c.storefront = ? and c.id = ?
      """;

  private CaseRows() {}

  static void insert(Connection connection, List<Case> cases) throws SQLException {
    batch(
        connection,
        INSERT,
        cases,
        (row, c) -> {
          progress(row, c);
          content(row, c);
          identity(row, c);
        });
  }

  static void update(Connection connection, List<Case> cases) throws SQLException {
    batch(
        connection,
        UPDATE,
        cases,
        (row, c) -> {
          progress(row, c);
          row.set(c.storefront()).set(c.id());
        });
  }

  /**
   * Before {@link #update}: what happened so far was of whoever the review belonged to.
   *
   * @param otherGuests the reviews that were a guest's and are another's now
   */
  static void updateContent(Connection connection, List<Case> cases, Set<Guards.Key> otherGuests)
      throws SQLException {
    batch(
        connection,
        UPDATE_CONTENT,
        cases,
        (row, c) -> {
          content(row, c);
          row.set(otherGuests.contains(new Guards.Key(c.storefront(), c.reviewId())))
              .set(c.storefront())
              .set(c.id());
        });
  }

  static List<Case> read(ResultSet rows) throws SQLException {
    var cases = new ArrayList<Case>();
    while (rows.next()) {
      cases.add(one(rows));
    }
    return cases;
  }

  /** The case of the current row. */
  static Case one(ResultSet row) throws SQLException {
    var policy = json(row, "policy", SlaPolicy.class);
    return new Case(
        row.getObject("id", UUID.class),
        new ReviewTagged(
            json(row, "review", Review.class),
            row.getLong("revision"),
            json(row, "tags", Tags.class)),
        new FirstResponse(
            policy,
            policy.hours(),
            at(row, "started_at"),
            atOrNull(row, "answered_at"),
            atOrNull(row, "stopped_at"),
            atOrNull(row, "marked_until")),
        row.getString("later") == null ? LaterClocks.NONE : json(row, "later", LaterClocks.class),
        new Pinned(
            row.getInt("routing"),
            row.getString("rule"),
            Priority.valueOf(row.getString("priority"))),
        handling(row),
        row.getLong("sequence"),
        row.getInt("cycle"),
        row.getInt("version"),
        at(row, "opened_at"),
        at(row, "changed_at"));
  }

  private static Handling handling(ResultSet row) throws SQLException {
    var touchedAt = atOrNull(row, "touched_at");
    var rating = row.getString("answered_rating");
    return new Handling(
        Status.valueOf(row.getString("status")),
        row.getString("team"),
        row.getString("assignee"),
        Recovery.valueOf(row.getString("recovery")),
        rating == null ? null : EventJson.read(utf8(rating), Rating.class),
        touchedAt == null
            ? null
            : new Handling.Acknowledged(row.getLong("acknowledged_sequence"), touchedAt));
  }

  private static void progress(Parameters row, Case c) throws SQLException {
    var handling = c.handling();
    var acknowledged = handling.acknowledged();
    row.set(c.clock().markedUntil())
        .set(c.nextMarkAt())
        .set(c.nextDueAt())
        .set(c.clock().answeredAt())
        .set(c.clock().stoppedAt())
        .set(handling.status().name())
        .set(handling.team())
        .set(handling.assignee())
        .set(handling.recovery().name())
        .json(handling.answeredRating())
        .set(acknowledged == null ? null : acknowledged.sequence())
        .set(acknowledged == null ? null : acknowledged.touchedAt())
        .set(c.sequence())
        .set(c.cycle())
        .set(c.version())
        .set(c.changedAt())
        .json(c.later());
  }

  private static void content(Parameters row, Case c) throws SQLException {
    var review = c.content().review();
    var customer = review.customer();
    row.set(c.content().revision())
        .json(review)
        .json(c.content().tags())
        .set(customer == null ? null : customer.id())
        .set(ReviewDecider.language(c.content()))
        .set(review.receivedAt());
  }

  private static void identity(Parameters row, Case c) throws SQLException {
    row.set(c.storefront())
        .set(c.id())
        .set(c.reviewId())
        .json(c.clock().policy())
        .set(c.clock().startedAt())
        .set(c.clock().dueAt())
        .set(c.clock().atRiskAt())
        .set(c.openedAt())
        .set(c.pinned().routing())
        .set(c.pinned().rule())
        .set(c.pinned().priority().name());
  }

  private interface Binding {
    void bind(Parameters row, Case c) throws SQLException;
  }

  private static void batch(Connection connection, String sql, List<Case> cases, Binding binding)
      throws SQLException {
    if (cases.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var c : cases) {
        binding.bind(new Parameters(statement), c);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** As the driver wants instants. */
  static OffsetDateTime sql(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant atOrNull(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static <T> T json(ResultSet row, String column, Class<T> type) throws SQLException {
    return EventJson.read(utf8(row.getString(column)), type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
