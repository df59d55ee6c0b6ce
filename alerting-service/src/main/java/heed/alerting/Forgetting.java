package heed.alerting;

import heed.events.CustomerErased;
import java.sql.Connection;
import java.sql.SQLException;

/** Those outside who may know of a customer, and are to forget him as well. */
public interface Forgetting {
  /** His cases are gone by now; whoever calls holds the erasure lock alone. */
  void forget(Connection connection, CustomerErased event) throws SQLException;
}
