package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps something beside the facts that follows from them. It is told in the transaction that
 * changes the facts, after they and the counters are written, while their rows and those of their
 * customers are locked: what it keeps is right whenever the facts are.
 */
interface Follower {
  /**
   * @param changes every fact that is not what it was, in locking order; never empty
   */
  void follow(Connection connection, List<Change> changes) throws SQLException;
}
