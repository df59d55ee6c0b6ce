package heed.alerting.access;

import heed.alerting.Transactions;
import heed.alerting.access.AccessAudit.Act;
import heed.alerting.access.AccessAudit.Change;
import heed.door.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * The one way by which anything changes about who may come in: the row, its number, what leaves of
 * it and the audit in one transaction, one change after the other over all copies, so that the
 * numbers are in the order of the commits.
 */
@ApplicationScoped
class AccessJournal {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long CHANGES = 0x48656564_00000004L;

  private final Transactions transactions;
  private final AccessHolders holders;
  private final Instance<AccessAudit> audits;

  AccessJournal(
      Transactions transactions, AccessHolders holders, @Any Instance<AccessAudit> audits) {
    this.transactions = transactions;
    this.holders = holders;
    this.audits = audits;
  }

  /**
   * What is done.
   *
   * @param entry as it is from now on
   */
  record Step(Act act, Entry entry) {}

  /** Decides with everything locked that it could read. */
  interface Deed {
    Step of(Connection connection, Instant now) throws SQLException;
  }

  /** Carries out what is decided; known to this copy's door when it returns. */
  Entry change(String by, Deed deed) {
    var written =
        transactions.answer(
            LIMIT,
            connection -> {
              lock(connection);
              var now = Transactions.now(connection);
              return write(connection, deed.of(connection, now), now, by);
            });
    holders.hear(written);
    return written;
  }

  private Entry write(Connection connection, Step step, Instant now, String by)
      throws SQLException {
    var before = step.entry();
    var fresh = before.stamp().change() == 0;
    var number = AccessRows.lastChange(connection) + 1;
    var entry = before.with(before.stamp().changed(number, now, by));
    if (!fresh) {
      AccessRows.update(connection, entry);
    } else if (!AccessRows.insert(connection, entry)) {
      throw Refusal.status(409, "name: somebody has it already; give another");
    }
    AccessRows.tell(connection, entry);
    var change = new Change(step.act(), entry.id(), entry.name(), by, now);
    for (var audit : audits) {
      audit.changed(connection, change);
    }
    return entry;
  }

  private static void lock(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      statement.setLong(1, CHANGES);
      statement.execute();
    }
  }
}
