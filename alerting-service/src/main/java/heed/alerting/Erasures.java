package heed.alerting;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgets cases: the row, its timeline, its marks and what people were to be told of it go; what
 * stays is how the clock ended, as a count, and the revision before which the review is refused.
 */
@Singleton
class Erasures {
  /**
   * metrics-service hears of an erasure when it comes to it, and may tell of the customer until
   * then: what it told so soon after is of before the erasure.
   */
  static final Duration HEARD_EVERYWHERE = Duration.ofMinutes(10);

  /**
   * A program still hears what waits for it: ids and facts, and then that the case was cancelled.
   */
  private static final String UNTELL =
      """
      with gone as (
        delete from notices n where n.case_id = any (?::uuid[]) and not (n.medium = 'WEBHOOK'
          and exists (select from deliveries d where d.id = n.delivery_id and d.state = 'WAITING'))
        returning n.delivery_id)
      delete from deliveries d using gone where d.id = gone.delivery_id and not exists (
        select from notices n where n.delivery_id = d.id and n.case_id <> all (?::uuid[]))
      """;

  private static final String OF_CUSTOMER =
      """
      select * from cases where storefront = ? and customer_id = ?
      order by storefront, id for update
      """;

  /** Whoever it belongs to now: words of the customer may be in its timeline. */
  private static final String ONCE_OF_CUSTOMER =
      """
      select * from cases where storefront = ? and former_customers @> array[?::text]
      order by storefront, id for update
      """;

  /**
   * The entry that the content of now made, if it made one. A revision that says the same again
   * makes none: whoever has no more than that since the erasure has no entry of since then.
   */
  private static final String MADE_BY_CONTENT =
      """
      select max(id) from timeline where storefront = ? and case_id = ?
        and type in ('case.opened', 'case.revised') and (? or detail ->> 'revision' = ?)
      """;

  private final Guards guards;
  private final Forgetting outside;

  Erasures(Guards guards, Forgetting outside) {
    this.guards = guards;
    this.outside = outside;
  }

  /** Forgets everything of a customer up to the time of erasure; answers how many cases. */
  int customer(Connection connection, CustomerErased event) throws SQLException {
    guards.forget(connection, event.storefront(), event.customerId(), event.erasedAt());
    forgetSignals(connection, event);
    var found = cases(connection, OF_CUSTOMER, event);
    var now = Transactions.now(connection);
    var erased = new ArrayList<Decision>();
    for (var c : found) {
      if (!c.content().review().receivedAt().isAfter(event.erasedAt())) {
        erased.add(ReviewDecider.erase(c, now));
      } else {
        forgetWords(connection, c, event.customerId());
      }
    }
    cases(connection, erased);
    for (var c : cases(connection, ONCE_OF_CUSTOMER, event)) {
      forgetWords(connection, c, event.customerId());
      forgetFormer(connection, c, event.customerId());
    }
    var customer = new CustomerName(event.storefront(), event.customerId());
    Consents.forget(connection, customer, event.erasedAt());
    outside.forget(connection, event);
    return erased.size();
  }

  /** What endpoints were told of the customer goes, sent or not. */
  private static void forgetSignals(Connection connection, CustomerErased event)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            delete from deliveries d using signals s where s.delivery_id = d.id
              and s.storefront = ? and s.customer_id = ? and s.at <= ?
            """)) {
      statement.setString(1, event.storefront());
      statement.setString(2, event.customerId());
      statement.setObject(3, CaseRows.sql(event.erasedAt().plus(HEARD_EVERYWHERE)));
      statement.executeUpdate();
    }
  }

  /** Forgets these cases, and tells that they were cancelled. */
  void cases(Connection connection, List<Decision> erased) throws SQLException {
    for (var decision : erased) {
      var gone = decision.after();
      guards.leave(connection, gone);
      keepOutcome(connection, gone);
      PublicAnswers.withdraw(connection, gone, gone.changedAt());
      delete(connection, "delete from invited where ?::text is not null and case_id = ?", gone);
      for (var table : List.of("timeline", "marks")) {
        delete(connection, "delete from " + table + " where storefront = ? and case_id = ?", gone);
      }
      Journal.writeEvents(connection, decision.told());
      delete(connection, "delete from cases where storefront = ? and id = ?", gone);
    }
    if (!erased.isEmpty()) {
      untell(connection, erased);
    }
  }

  private static void untell(Connection connection, List<Decision> erased) throws SQLException {
    try (var statement = connection.prepareStatement(UNTELL)) {
      var ids = Guards.texts(connection, erased.stream().map(d -> d.after().id()).toList());
      statement.setArray(1, ids);
      statement.setArray(2, ids);
      statement.executeUpdate();
    }
  }

  private static List<Case> cases(Connection connection, String sql, CustomerErased event)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, event.storefront());
      statement.setString(2, event.customerId());
      try (var rows = statement.executeQuery()) {
        return CaseRows.read(rows);
      }
    }
  }

  private static void keepOutcome(Connection connection, Case gone) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into outcomes (storefront, team, started_at, due_at, answered_at, stopped_at)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      var clock = gone.clock();
      statement.setString(1, gone.storefront());
      statement.setString(2, gone.handling().team());
      statement.setObject(3, CaseRows.sql(clock.startedAt()));
      statement.setObject(4, CaseRows.sql(clock.dueAt()));
      statement.setObject(5, clock.answeredAt() == null ? null : CaseRows.sql(clock.answeredAt()));
      statement.setObject(6, clock.stoppedAt() == null ? null : CaseRows.sql(clock.stoppedAt()));
      statement.executeUpdate();
    }
  }

  /**
   * The customer wrote anew since, or the review is somebody else's by now: what was said before is
   * forgotten, the case goes on. What is before goes by the order of the timeline: it is written
   * when a revision is read, which may be long after the erasure. If in doubt, it is forgotten.
   */
  private static void forgetWords(Connection connection, Case c, String customerId)
      throws SQLException {
    var first = madeByContent(connection, c, customerId);
    PublicAnswers.withdrawBefore(connection, c, first);
    try (var statement =
        connection.prepareStatement(
            """
            update timeline set detail = '{}' where storefront = ? and case_id = ? and id < ?
            """)) {
      statement.setString(1, c.storefront());
      statement.setObject(2, c.id());
      statement.setLong(3, first);
      statement.executeUpdate();
    }
  }

  /** The id of the first entry that is not of before; greater than every id if there is none. */
  private static long madeByContent(Connection connection, Case c, String customerId)
      throws SQLException {
    var customer = c.content().review().customer();
    try (var statement = connection.prepareStatement(MADE_BY_CONTENT)) {
      statement.setString(1, c.storefront());
      statement.setObject(2, c.id());
      statement.setBoolean(3, customer == null || !customerId.equals(customer.id()));
      statement.setString(4, String.valueOf(c.content().revision()));
      try (var rows = statement.executeQuery()) {
        rows.next();
        var id = rows.getLong(1);
        return rows.wasNull() ? Long.MAX_VALUE : id;
      }
    }
  }

  private static void forgetFormer(Connection connection, Case c, String customerId)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update cases set former_customers = nullif(array_remove(former_customers, ?), '{}')
            where storefront = ? and id = ?
            """)) {
      statement.setString(1, customerId);
      statement.setString(2, c.storefront());
      statement.setObject(3, c.id());
      statement.executeUpdate();
    }
  }

  private static void delete(Connection connection, String sql, Case gone) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, gone.storefront());
      statement.setObject(2, gone.id());
      statement.executeUpdate();
    }
  }
}
