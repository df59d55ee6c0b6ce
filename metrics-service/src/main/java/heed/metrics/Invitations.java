package heed.metrics;

import heed.events.InvitationChanged;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Brings what was told of invitations into their rows, and the difference into the sums of their
 * days, in one transaction. They share nothing with the facts of reviews: who counts these waits
 * for nobody who counts those.
 */
@Singleton
class Invitations {
  /** One batch at a time: there are few, and two would wait for each other in the same rows. */
  static final long ALONE = 0x48656564_00000007L;

  private final Transactions transactions;
  private final InvitationSettings settings;

  Invitations(Transactions transactions, InvitationSettings settings) {
    this.transactions = transactions;
    this.settings = settings;
  }

  /** Applies all of it, or none; answers how many changed anything. */
  int apply(List<InvitationChanged> batch) throws SQLException {
    return transactions.write(connection -> apply(connection, batch));
  }

  /** The same where that may take minutes: who is forgotten must be. */
  int applyPatiently(List<InvitationChanged> batch) throws SQLException {
    return transactions.writePatiently(connection -> apply(connection, batch));
  }

  private int apply(Connection connection, List<InvitationChanged> batch) throws SQLException {
    alone(connection);
    var keys = batch.stream().map(InvitationChanged::orderKey).distinct().toList();
    var before = InvitationRows.load(connection, keys);
    var now = new HashMap<>(before);
    var changed = new TreeMap<UUID, Invitation>();
    var changes = 0;
    for (var event : batch) {
      var known = now.get(event.orderKey());
      var after = known == null ? Invitation.of(event) : known.and(Invitation.of(event));
      if (!after.equals(known)) {
        now.put(event.orderKey(), after);
        changed.put(event.orderKey(), after);
        changes++;
      }
    }
    var tally = new InvitationTally();
    var storefronts = new TreeSet<String>();
    for (var one : changed.values()) {
      tally.replace(before.get(one.orderKey()), one);
      storefronts.add(one.storefront());
    }
    InvitationRows.save(connection, changed.values());
    InvitationRows.add(connection, tally);
    InvitationRows.purge(connection, settings.keepForgotten());
    ChangesTold.tell(connection, storefronts);
    return changes;
  }

  /** Nobody counts invitations until the end of the transaction. */
  static void alone(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      statement.setLong(1, ALONE);
      statement.execute();
    }
  }
}
