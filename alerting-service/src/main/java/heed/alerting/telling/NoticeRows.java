package heed.alerting.telling;

import heed.alerting.Sql;
import heed.events.EventJson;
import heed.events.EventType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Notices, and the facts they are made of, in the database. */
final class NoticeRows {
  private static final String UNTOLD =
      """
      with first as materialized
        (select event_id from untold order by event_id limit ? for update skip locked)
      select e.* from first cross join lateral
        (select id, ce_id, type, data from events where id = first.event_id limit 1) as e
      order by e.id
      """;
  private static final String INSERT =
      """
      insert into notices (id, storefront, case_id, type, at, medium, recipient, team, data, due_at)
      select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
      on conflict (id) do nothing
      """;

  /** What is not gathered is a message of its own, with the notice's id. */
  private static final String ALONE =
      """
      with alone as (
        select id, medium, recipient, type, due_at from notices
        where id = any (?::uuid[]) and delivery_id is null),
      made as (
        insert into deliveries (id, medium, recipient, event, state, next_at, since)
        select id, medium, recipient, type, 'WAITING', due_at, greatest(due_at, now()) from alone
        on conflict (id) do nothing returning id)
      select id from made
      """;

  private static final String JOIN =
      "update notices set delivery_id = id where id = any (?::uuid[]) and delivery_id is null";

  private NoticeRows() {}

  /** Facts of which nobody has been told, locked. */
  static List<Fact> untold(Connection connection, int limit) throws SQLException {
    return Sql.list(connection, UNTOLD, NoticeRows::fact, limit);
  }

  private static Fact fact(ResultSet row) throws SQLException {
    var data = row.getString("data");
    var event =
        EventJson.readCase(
            EventType.of(row.getString("type")), data.getBytes(StandardCharsets.UTF_8));
    return new Fact(row.getLong("id"), row.getObject("ce_id", UUID.class), event, data);
  }

  static void told(Connection connection, List<Fact> facts) throws SQLException {
    Sql.update(
        connection,
        "delete from untold where event_id = any (?::bigint[])",
        Sql.column(facts, Fact::eventId));
  }

  /** Writes notices; one that is there already stays as it is. */
  static void insert(Connection connection, List<Notice> notices) throws SQLException {
    if (notices.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        INSERT,
        Sql.column(notices, Notice::id),
        Sql.column(notices, Notice::storefront),
        Sql.column(notices, Notice::caseId),
        Sql.column(notices, Notice::type),
        Sql.column(notices, Notice::at),
        Sql.column(notices, n -> n.medium().name()),
        Sql.column(notices, Notice::recipient),
        Sql.column(notices, Notice::team),
        Sql.column(notices, Notice::data),
        Sql.column(notices, Notice::dueAt));
    var alone = notices.stream().filter(n -> !n.medium().gathered()).toList();
    var ids = Sql.column(alone, Notice::id);
    Sql.list(connection, ALONE, row -> row.getObject("id", UUID.class), ids);
    Sql.update(connection, JOIN, ids);
  }

  /** True if the customer of the case was not invited before. */
  static boolean invite(Connection connection, UUID caseId) throws SQLException {
    var sql = "insert into invited (case_id) values (?) on conflict do nothing";
    return Sql.update(connection, sql, caseId) == 1;
  }

  /** What was planned and never sent was no invitation: there may be one later. */
  static void uninvite(Connection connection, UUID caseId) throws SQLException {
    Sql.update(connection, "delete from invited where case_id = ?", caseId);
  }

  static List<Notice> of(Connection connection, UUID delivery) throws SQLException {
    var sql = "select * from notices where delivery_id = ? order by at, id";
    return Sql.list(connection, sql, NoticeRows::read, delivery);
  }

  /** Everything that waits for a recipient and is due by a time, oldest first. */
  static List<Notice> waiting(Connection connection, Recipient to, Instant until)
      throws SQLException {
    var sql =
        """
        select * from notices where delivery_id is null and medium = ? and recipient = ?
          and due_at <= ? order by at, id
        """;
    return Sql.list(connection, sql, NoticeRows::read, to.medium().name(), to.name(), until);
  }

  /** Those for whom something is due. */
  static List<Recipient> recipients(Connection connection, int limit) throws SQLException {
    var sql =
        """
        select medium, recipient, min(due_at) as due_at from notices
        where delivery_id is null and due_at <= (select clock_timestamp())
        group by medium, recipient order by min(due_at) limit ?
        """;
    return Sql.list(
        connection,
        sql,
        row -> new Recipient(Medium.valueOf(row.getString("medium")), row.getString("recipient")),
        limit);
  }

  static void later(Connection connection, List<Notice> notices, Instant at) throws SQLException {
    var sql = "update notices set due_at = ? where id = any (?::uuid[])";
    Sql.update(connection, sql, at, Sql.column(notices, Notice::id));
  }

  static void forget(Connection connection, List<Notice> notices) throws SQLException {
    var sql = "delete from notices where id = any (?::uuid[])";
    Sql.update(connection, sql, Sql.column(notices, Notice::id));
  }

  static void join(Connection connection, List<Notice> notices, UUID delivery) throws SQLException {
    var sql = "update notices set delivery_id = ? where id = any (?::uuid[])";
    Sql.update(connection, sql, delivery, Sql.column(notices, Notice::id));
  }

  /** How many wait to be gathered. */
  static long count(Connection connection) throws SQLException {
    var sql = "select count(*) as n from notices where delivery_id is null";
    return Sql.list(connection, sql, row -> row.getLong("n")).getFirst();
  }

  private static Notice read(ResultSet row) throws SQLException {
    return new Notice(
        row.getObject("id", UUID.class),
        row.getString("storefront"),
        row.getObject("case_id", UUID.class),
        row.getString("type"),
        Sql.at(row, "at"),
        Medium.valueOf(row.getString("medium")),
        row.getString("recipient"),
        row.getString("team"),
        row.getString("data"),
        Sql.at(row, "due_at"));
  }
}
