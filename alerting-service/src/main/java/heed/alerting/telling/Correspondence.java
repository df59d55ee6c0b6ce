package heed.alerting.telling;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A feature that has letters of its own to customers: it writes them when they are about to leave,
 * and is told what became of them. They go the way of every message: leased, tried again under the
 * same id, given up after a day.
 */
public interface Correspondence {
  /** What is to be sent, now. */
  sealed interface Written {
    /**
     * @param id the Message-ID, the same however often it is written
     * @param headers more of them, by name
     * @param html the same text for mail programs that show pages
     */
    record Mail(
        String id, String to, String subject, String text, String html, Map<String, String> headers)
        implements Written {
      @Override
      public String toString() {
        return "Mail[not shown]";
      }
    }

    /** Not before then. */
    record Later(Instant until) implements Written {}

    /** Not any more. */
    record No(String because) implements Written {}
  }

  /** What became of a letter, for good. */
  enum Fate {
    /** The mail server has it. */
    ARRIVED,
    /** The mail server says that there is no such address. */
    BOUNCED,
    /** It was tried for as long as it may be. */
    GIVEN_UP,
    /** It was not to be sent any more. */
    DROPPED
  }

  /** Under which its letters are put down; they never keep those of others waiting. */
  String name();

  /** Writes a letter; what it changes is committed before the letter leaves. */
  Written write(Connection connection, UUID delivery) throws SQLException;

  /**
   * Locks what a letter is about, before its delivery: whoever forgets a customer takes both in
   * this order, and neither may wait for the other.
   */
  void lock(Connection connection, UUID delivery) throws SQLException;

  /** A letter came to an end, in the transaction that says so. */
  void became(Connection connection, UUID delivery, Fate fate) throws SQLException;
}
