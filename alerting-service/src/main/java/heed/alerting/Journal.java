package heed.alerting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.events.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes down what was decided, in the transaction of the decision: the timeline, the marks, the
 * log of events, the outbox from which they leave and, for those who are to be told, the untold.
 */
final class Journal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHARDS = 16;

  private static final String TIMELINE =
      """
      insert into timeline (storefront, case_id, at, type, by, detail)
      select * from unnest(?::text[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::jsonb[])
      """;
  private static final String MARKS =
      """
      insert into marks (storefront, case_id, cycle, mark, due_at, recorded_at, silent)
      select * from unnest(?::text[], ?::uuid[], ?::int[], ?::text[], ?::timestamptz[],
        ?::timestamptz[], ?::boolean[])
      """;
  private static final String EVENTS =
      """
      with told as (
        insert into events (storefront, case_id, review_id, sequence, ce_id, type, at, data, team)
        select storefront, case_id, review_id, sequence, ce_id, type, at, data,
          (select c.team from cases c where c.storefront = e.storefront and c.id = e.case_id)
        from unnest(?::text[], ?::uuid[], ?::uuid[], ?::bigint[], ?::uuid[], ?::text[],
          ?::timestamptz[], ?::text[]) with ordinality
          as e (storefront, case_id, review_id, sequence, ce_id, type, at, data, n)
        order by n
        returning id, case_id),
      to_tell as (insert into untold (event_id) select id from told)
      insert into outbox (event_id, shard)
      select id, shard from told join unnest(?::uuid[], ?::int[]) as s (case_id, shard)
        using (case_id)
      """;

  private static final String HANDED_OVER =
      """
      update events set team_before = ?
      where case_id = ? and sequence > ? and sequence <= ?
      """;

  private Journal() {}

  /** Who had a case is told that it went to another team, and nothing of it from then on. */
  static void handedOver(Connection connection, Case before, Case after) throws SQLException {
    if (before.handling().team().equals(after.handling().team())) {
      return;
    }
    try (var statement = connection.prepareStatement(HANDED_OVER)) {
      statement.setString(1, before.handling().team());
      statement.setObject(2, before.id());
      statement.setLong(3, before.sequence());
      statement.setLong(4, after.sequence());
      statement.executeUpdate();
    }
  }

  /** The shard of a case: one relay at a time sends the events of a shard. */
  static int shard(UUID caseId) {
    return Math.floorMod(caseId.hashCode(), SHARDS);
  }

  static int shards() {
    return SHARDS;
  }

  static void write(Connection connection, List<Told> told) throws SQLException {
    if (told.isEmpty()) {
      return;
    }
    execute(
        connection,
        TIMELINE,
        told,
        t -> t.event().storefront(),
        t -> t.event().caseId(),
        t -> t.event().at(),
        t -> t.event().type().shortName(),
        t -> t.event().by(),
        Journal::detail);
    writeMarks(connection, told.stream().filter(t -> t.mark() != null).toList());
    writeEvents(connection, told);
  }

  @SuppressWarnings("NullAway") // only entries with a mark come here
  private static void writeMarks(Connection connection, List<Told> marks) throws SQLException {
    execute(
        connection,
        MARKS,
        marks,
        t -> t.event().storefront(),
        t -> t.event().caseId(),
        t -> t.event().cycle(),
        t -> t.mark().name(),
        t -> t.mark().dueAt(),
        t -> t.event().at(),
        Told::silent);
  }

  static void writeEvents(Connection connection, List<Told> events) throws SQLException {
    var loud = events.stream().filter(t -> !t.silent()).toList();
    if (loud.isEmpty()) {
      return;
    }
    var cases = loud.stream().map(t -> t.event().caseId()).distinct().toList();
    try (var statement = connection.prepareStatement(EVENTS)) {
      var index = 0;
      for (var column : EVENT_COLUMNS) {
        statement.setArray(++index, array(connection, loud, column));
      }
      statement.setArray(++index, array(connection, cases, id -> id));
      statement.setArray(++index, array(connection, cases, Journal::shard));
      statement.executeUpdate();
    }
  }

  private static final List<Function<Told, Object>> EVENT_COLUMNS =
      List.of(
          t -> t.event().storefront(),
          t -> t.event().caseId(),
          t -> t.event().reviewId(),
          t -> t.event().sequence(),
          Told::id,
          t -> t.event().type().wireName(),
          t -> t.event().at(),
          t -> new String(EventJson.write(t.event()), StandardCharsets.UTF_8));

  @SafeVarargs
  private static void execute(
      Connection connection, String sql, List<Told> rows, Function<Told, Object>... columns)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < columns.length; i++) {
        statement.setArray(i + 1, array(connection, rows, columns[i]));
      }
      statement.executeUpdate();
    }
  }

  /** Every value as text: the statement says what each array is. */
  private static <T> java.sql.Array array(
      Connection connection, List<T> rows, Function<? super T, ?> column) throws SQLException {
    return connection.createArrayOf(
        "text", rows.stream().map(row -> column.apply(row).toString()).toArray());
  }

  /** The fact's own fields, and what was said. */
  private static String detail(Told told) {
    try {
      var detail = (ObjectNode) JSON.readTree(EventJson.write(told.event().fact()));
      told.words().forEach(detail::put);
      if (told.silent()) {
        detail.put("silent", true);
      }
      return JSON.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
