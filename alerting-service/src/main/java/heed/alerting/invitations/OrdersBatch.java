package heed.alerting.invitations;

import heed.alerting.Desk;
import heed.alerting.Transactions;
import heed.alerting.invitations.Invitation.Moments;
import heed.alerting.invitations.Invitation.State;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Applies what was heard of orders. One transaction holds the revision guard and the invitations,
 * so whatever is redelivered changes nothing.
 */
@Singleton
class OrdersBatch {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Transactions transactions;
  private final Desk desk;
  private final Asking asking;
  private final Suppressions suppressions;
  private final InvitationMeters meters;

  OrdersBatch(
      Transactions transactions,
      Desk desk,
      Asking asking,
      Suppressions suppressions,
      InvitationMeters meters) {
    this.transactions = transactions;
    this.desk = desk;
    this.asking = asking;
    this.suppressions = suppressions;
    this.meters = meters;
  }

  /** Applies all of them, or none. */
  void apply(List<OrderHeard> batch) {
    meters.heard(transactions.call(LIMIT, connection -> apply(connection, batch)));
  }

  private Map<String, Integer> apply(Connection connection, List<OrderHeard> batch)
      throws SQLException {
    desk.besideErasures(connection);
    var tally = new HashMap<String, Integer>();
    var wanted = wanted(connection, batch);
    tally.put("ignored", batch.size() - wanted.size());
    var storefronts = new LinkedHashMap<UUID, String>();
    wanted.forEach(heard -> storefronts.putIfAbsent(heard.orderKey(), heard.storefront()));
    InvitationRows.begin(connection, storefronts);
    var known = InvitationRows.lock(connection, wanted.stream().map(OrderHeard::orderKey).toList());
    var changed = new TreeMap<UUID, Invitation>();
    var now = Transactions.now(connection);
    for (var heard : wanted) {
      var before = known.get(heard.orderKey());
      var after =
          refused(connection, heard) ? erased(heard) : asking.decider().heard(before, heard, now);
      if (before != null && before.revision() >= heard.revision()) {
        tally.merge("repeated", 1, Integer::sum);
        continue;
      }
      tally.merge(after.state() == State.ERASED ? "refused" : "applied", 1, Integer::sum);
      known.put(heard.orderKey(), after);
      changed.put(heard.orderKey(), after);
      if (heard instanceof OrderHeard.Declined) {
        suppressions.declined(connection, after);
      }
    }
    InvitationRows.save(connection, changed.values());
    return tally;
  }

  /**
   * Where nobody is asked no order is begun; what ends one that was, and a no, always counts: the
   * storefront may ask again.
   */
  private List<OrderHeard> wanted(Connection connection, List<OrderHeard> batch)
      throws SQLException {
    var off =
        batch.stream()
            .filter(heard -> heard instanceof OrderHeard.Delivered)
            .filter(heard -> !asking.of(heard.storefront()))
            .map(OrderHeard::orderKey)
            .collect(Collectors.toSet());
    off.removeAll(InvitationRows.begun(connection, off));
    return batch.stream()
        .filter(heard -> !(heard instanceof OrderHeard.Delivered && off.contains(heard.orderKey())))
        .toList();
  }

  /** An order of somebody who was forgotten since: that it was there is all that is kept. */
  private static Invitation erased(OrderHeard heard) {
    return new Invitation(
        heard.orderKey(),
        heard.storefront(),
        heard.revision(),
        State.ERASED,
        null,
        null,
        Moments.NONE);
  }

  private boolean refused(Connection connection, OrderHeard heard) throws SQLException {
    if (!(heard instanceof OrderHeard.Delivered delivered)) {
      return false;
    }
    var event = delivered.event();
    var customer = event.customer().id();
    if (customer == null) {
      return false;
    }
    var erasedAt = desk.erasedAt(connection, event.storefront(), customer);
    return erasedAt != null && !event.receivedAt().isAfter(erasedAt);
  }
}
