package heed.metrics;

import heed.events.CustomerErased;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps something beside the facts that follows from them. It is told in the transaction that
 * changes the facts, after they and the counters are written, while their rows and those of their
 * customers are locked: what it keeps is right whenever the facts are.
 */
public interface Follower {
  /**
   * @param changes every fact that is not what it was, in locking order; never empty
   */
  void follow(Connection connection, List<Change> changes) throws SQLException;

  /**
   * Customers are to be forgotten, which was not known before. Told after their facts have changed.
   */
  default void forget(Connection connection, List<CustomerErased> customers) throws SQLException {}

  /**
   * Customers said no to others being told of them, in whatever revision. Told last; it may be the
   * only thing that is.
   *
   * @param customers each once; never empty
   */
  default void refused(Connection connection, List<SaidNo> customers) throws SQLException {}
}
