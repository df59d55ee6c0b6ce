package heed.alerting.telling;

import heed.alerting.CustomerName;
import heed.alerting.Forgetting;
import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Takes back what was to be told of an erased customer, and tells those CRMs to forget him that may
 * have heard of him and whose mapping says how. No other hears his name for it. One that is
 * disabled is told as well: it ends in the dead list, from where it can be sent once it is enabled.
 */
@Singleton
class CrmForgetting implements Forgetting {
  private static final Duration SPARE = Duration.ofSeconds(5);

  private final Duration attempt;

  CrmForgetting(TellingSettings settings) {
    this.attempt = settings.timeout();
  }

  @Override
  public void forget(Connection connection, CustomerErased event) throws SQLException {
    var customer = new CustomerName(event.storefront(), event.customerId());
    CrmRows.forget(connection, customer, event.erasedAt());
    var heard = CrmRows.unheard(connection, customer);
    if (heard.isEmpty()) {
      return;
    }
    var erasing =
        EndpointRows.everySubscription(connection).stream()
            .filter(s -> s.erases(customer.storefront()))
            .map(Subscription::id)
            .collect(Collectors.toSet());
    for (var endpoint : heard) {
      if (erasing.contains(endpoint)) {
        CrmRows.erase(connection, endpoint, customer, event.erasedAt(), attempt.plus(SPARE));
      }
    }
  }
}
