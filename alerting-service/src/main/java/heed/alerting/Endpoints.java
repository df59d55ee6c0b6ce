package heed.alerting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Where programs and chats listen, as far as the routing has to know it. */
public interface Endpoints {
  /**
   * By id whether each is enabled. None goes before the transaction ends, so that what a document
   * names is there when it is put in force.
   */
  Map<String, Boolean> enabled(Connection connection) throws SQLException;
}
