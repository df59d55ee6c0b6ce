package heed.alerting.telling;

import heed.alerting.CustomerName;
import heed.alerting.Desk;
import heed.alerting.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Makes a message of every signal for every endpoint that wants it. The message's id is derived
 * from both, and an endpoint hears only of what came after it: whatever is heard again, in a replay
 * of the topic as well, makes no second one. The desk sees which alarms are open.
 */
@Singleton
class SignalPlanner {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Transactions transactions;
  private final Desk desk;

  SignalPlanner(Transactions transactions, Desk desk) {
    this.transactions = transactions;
    this.desk = desk;
  }

  /** Plans all of them, or none. */
  void plan(List<Signal> signals) {
    transactions.call(LIMIT, connection -> plan(connection, signals));
  }

  private int plan(Connection connection, List<Signal> signals) throws SQLException {
    desk.besideErasures(connection);
    var listeners = SignalRows.listeners(connection);
    var planned = 0;
    for (var signal : signals) {
      OpenAlarms.follow(connection, signal);
      if (signal.last()) {
        SignalRows.withdraw(connection, signal);
      }
      var hearing = listeners.stream().filter(l -> l.hears(signal)).toList();
      if (!hearing.isEmpty() && !forgotten(connection, signal)) {
        for (var listener : hearing) {
          planned += plan(connection, signal, listener.recipient());
        }
      }
    }
    return planned;
  }

  private static int plan(Connection connection, Signal signal, Recipient to) throws SQLException {
    var planned = SignalRows.insert(connection, signal, to);
    var customer = signal.customerId();
    if (planned == 1 && to.medium() == Medium.CRM && customer != null) {
      var name = new CustomerName(signal.storefront(), customer);
      var about = new CrmRows.About(signal.messageTo(to), to.name(), name, signal.at());
      CrmRows.insert(connection, List.of(about));
    }
    return planned;
  }

  private boolean forgotten(Connection connection, Signal signal) throws SQLException {
    var customer = signal.customerId();
    return customer != null
        && desk.forgotten(connection, signal.storefront(), customer, signal.at());
  }
}
