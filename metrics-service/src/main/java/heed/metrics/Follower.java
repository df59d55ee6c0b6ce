package heed.metrics;

import heed.events.CustomerErased;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps something beside the facts that follows from them. It is told in the transaction that
 * changes the facts, after they are written: what it keeps is right whenever the facts are.
 */
public interface Follower {
  /**
   * When it is told. What is of one review comes first, since batches side by side do that at once;
   * from the customers on one batch counts at a time. Whoever is told writes no other rows.
   */
  enum After {
    /** While only facts are locked; writes what is of one review alone. */
    FACTS,
    /** While nobody else counts; writes what is of one customer alone. */
    CUSTOMERS,
    /** After the counters: writes what adds up. */
    COUNTERS
  }

  After after();

  /**
   * @param changes every fact that is not what it was, in locking order; never empty
   */
  void follow(Connection connection, List<Change> changes) throws SQLException;

  /**
   * Customers are to be forgotten, which was not known before. Told after their facts have changed.
   */
  default void forget(Connection connection, List<CustomerErased> customers) throws SQLException {}

  /**
   * Customers said no to others being told of them, in whatever revision. Told last, while they are
   * locked; it may be the only thing that is.
   *
   * @param customers each once; never empty
   */
  default void refused(Connection connection, List<SaidNo> customers) throws SQLException {}
}
