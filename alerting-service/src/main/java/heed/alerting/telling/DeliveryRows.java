package heed.alerting.telling;

import heed.alerting.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deliveries in the database. */
final class DeliveryRows {
  private static final String INSERT =
      """
      insert into deliveries (id, medium, recipient, event, state, next_at)
      values (?, ?, ?, ?, 'WAITING', clock_timestamp())
      """;

  private static final String INSERT_ONCE = INSERT + " on conflict (id) do nothing";

  /**
   * Leases what is due, a few per recipient so that a slow one does not keep the others waiting.
   * The lease is the time of the next attempt: a copy that dies is simply overtaken by it. A CRM
   * keeps what it hears last: what it is told of a customer goes out one after the other. Only the
   * oldest are looked at, and the time is asked once, so that it costs the same however many wait;
   * a recipient who has as much under way as he may is not among them, so nobody hides the others.
   */
  private static final String CLAIM =
      """
      update deliveries set attempts = attempts + 1,
        next_at = clock_timestamp() + make_interval(secs => ?)
      where id in (
        select id from deliveries where state = 'WAITING' and next_at <= (select clock_timestamp())
          and id in (
            select id from (
              select id, next_at, row_number() over (partition by medium, recipient
                order by next_at) as n
              from (
                select id, medium, recipient, next_at from deliveries
                where state = 'WAITING' and next_at <= (select clock_timestamp())
                  and medium = any (?::text[]) and recipient <> all (?::text[])
                  and (medium <> 'CRM' or not exists (
                    select from crm_messages m
                    join crm_messages b on b.storefront = m.storefront
                      and b.customer_id = m.customer_id and b.endpoint = m.endpoint
                      and (b.at, b.number) < (m.at, m.number)
                    join deliveries w on w.id = b.delivery_id and w.state = 'WAITING'
                    where m.delivery_id = deliveries.id))
                order by next_at limit 256) as oldest) as due
            where n <= ? order by next_at limit ?)
        for update skip locked)
      returning *
      """;

  /** Only whoever made the last attempt says what came of it. */
  private static final String DONE =
      """
      update deliveries set state = ?, done_at = clock_timestamp(), outcome = ?, status = ?
      where id = ? and attempts = ? and state = 'WAITING'
      """;

  private static final String AGAIN =
      """
      update deliveries set next_at = ?, outcome = ?, status = ?
      where id = ? and attempts = ? and state = 'WAITING'
      """;

  /** What is away is no failure of a delivery: its time for those begins anew. */
  private static final String SPARED =
      """
      update deliveries set next_at = ?, since = clock_timestamp(), outcome = ?, status = ?
      where id = ? and attempts = ? and state = 'WAITING'
      """;

  private static final String WAIT_FOR_MAIL =
      """
      select count(*) filter (where next_at <= (select clock_timestamp()) or starts_with(outcome, ?)) as n,
        coalesce(bool_or(starts_with(outcome, ?)), false) as away
      from deliveries where state = 'WAITING' and medium in ('MAIL', 'CUSTOMER')
      """;

  private static final String REDELIVER =
      """
      update deliveries set state = 'WAITING', since = clock_timestamp(),
        next_at = clock_timestamp(), done_at = null
      where id = ? and recipient = ? and medium = ? and state <> 'WAITING' returning *
      """;

  private static final String UNSENT =
      """
      select count(*) as n from (
        select from deliveries where medium = ? and recipient = ? and state = 'WAITING'
          and (next_at <= (select clock_timestamp()) or outcome <> ?)
        limit ?) as unsent
      """;

  private DeliveryRows() {}

  static void insert(Connection connection, UUID id, Recipient to, String event)
      throws SQLException {
    Sql.update(connection, INSERT, id, to.medium().name(), to.name(), event);
  }

  /** False if there is one with this id. */
  static boolean insertOnce(Connection connection, UUID id, Recipient to, String event)
      throws SQLException {
    return Sql.update(connection, INSERT_ONCE, id, to.medium().name(), to.name(), event) == 1;
  }

  /** When messages were made for a recipient lately, oldest first. */
  static List<Instant> recent(Connection connection, Recipient to, Instant since)
      throws SQLException {
    var sql =
        """
        select created_at from deliveries where recipient = ? and medium = ? and created_at > ?
        order by created_at
        """;
    return Sql.list(
        connection, sql, row -> Sql.at(row, "created_at"), to.name(), to.medium().name(), since);
  }

  static List<Delivery> claim(
      Connection connection,
      Duration lease,
      Collection<String> mediums,
      Collection<String> busy,
      int each,
      int limit)
      throws SQLException {
    var seconds = (double) lease.toMillis() / 1000;
    return Sql.list(connection, CLAIM, Delivery::read, seconds, mediums, busy, each, limit);
  }

  /** False if another copy has taken over meanwhile. */
  static boolean done(
      Connection connection, Delivery delivery, Delivery.State state, Outcome outcome)
      throws SQLException {
    return Sql.update(
            connection,
            DONE,
            state.name(),
            outcome.words(),
            outcome.status(),
            delivery.id(),
            delivery.attempts())
        == 1;
  }

  static void again(Connection connection, Delivery delivery, Instant at, Outcome outcome)
      throws SQLException {
    Sql.update(
        connection,
        AGAIN,
        at,
        outcome.words(),
        outcome.status(),
        delivery.id(),
        delivery.attempts());
  }

  /** The same for one that nothing could become of, since the mail server takes nothing. */
  static void spared(Connection connection, Delivery delivery, Instant at, Outcome.Away away)
      throws SQLException {
    Sql.update(
        connection, SPARED, at, away.words(), away.status(), delivery.id(), delivery.attempts());
  }

  /** How many letters wait for a mail server that is away; 0 while it is there. */
  static long waitForMail(Connection connection) throws SQLException {
    var found =
        Sql.list(
            connection,
            WAIT_FOR_MAIL,
            row -> row.getBoolean("away") ? row.getLong("n") : 0L,
            Outcome.Away.WORDS,
            Outcome.Away.WORDS);
    return found.getFirst();
  }

  /** True if a letter waits for a mail server that is away, whosever it is. */
  static boolean mailIsAway(Connection connection) throws SQLException {
    var sql =
        """
        select exists (select from deliveries where state = 'WAITING'
          and medium in ('MAIL', 'CUSTOMER') and starts_with(outcome, ?)) as away
        """;
    return Sql.list(connection, sql, row -> row.getBoolean("away"), Outcome.Away.WORDS).getFirst();
  }

  /** All that waits for an endpoint that wants no more. */
  static void giveUp(Connection connection, Recipient to, String because) throws SQLException {
    var sql =
        """
        update deliveries set state = 'DEAD', done_at = clock_timestamp(), outcome = ?
        where recipient = ? and medium = ? and state = 'WAITING'
        """;
    Sql.update(connection, sql, because, to.name(), to.medium().name());
  }

  /** Sends it anew, under its id; null if there is none of this recipient that came to an end. */
  static @Nullable Delivery redeliver(Connection connection, Recipient to, UUID id)
      throws SQLException {
    var found = Sql.list(connection, REDELIVER, Delivery::read, id, to.name(), to.medium().name());
    return found.isEmpty() ? null : found.getFirst();
  }

  static @Nullable Delivery find(Connection connection, UUID id) throws SQLException {
    var found = Sql.list(connection, "select * from deliveries where id = ?", Delivery::read, id);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Newest first, those before a position. */
  static List<Delivery> list(
      Connection connection,
      Recipient to,
      Collection<String> states,
      Instant before,
      UUID beforeId,
      int limit)
      throws SQLException {
    var sql =
        """
        select * from deliveries where recipient = ? and medium = ? and state = any (?::text[])
          and (created_at, id) < (?, ?)
        order by created_at desc, id desc limit ?
        """;
    return Sql.list(
        connection,
        sql,
        Delivery::read,
        to.name(),
        to.medium().name(),
        states,
        before,
        beforeId,
        limit);
  }

  /** Those that are due or have failed, not those that are postponed. */
  static int unsent(Connection connection, Recipient to, int atMost) throws SQLException {
    return Sql.list(
            connection,
            UNSENT,
            row -> row.getInt("n"),
            to.medium().name(),
            to.name(),
            Outcome.Later.WORDS,
            atMost)
        .getFirst();
  }

  static long count(Connection connection, String state) throws SQLException {
    var sql = "select count(*) as n from deliveries where state = ?";
    return Sql.list(connection, sql, row -> row.getLong("n"), state).getFirst();
  }

  /** Forgets what came to an end long ago; answers how many. */
  static int purge(Connection connection, Duration keep, int limit) throws SQLException {
    var sql =
        """
        delete from deliveries where id in (
          select id from deliveries
          where done_at < now() - make_interval(secs => ?) order by done_at limit ?)
        """;
    return Sql.update(connection, sql, (double) keep.toSeconds(), limit);
  }
}
