package heed.alerting.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Is told of every change of who may come in, in the transaction that makes it. */
public interface AccessAudit {
  /** What was done. */
  enum Act {
    KEY_MADE,
    KEY_ROTATED,
    KEY_REVOKED,
    PERSON_INVITED,
    PERSON_CHANGED,
    PERSON_REMOVED,
    PASSWORD_SET,
    SESSIONS_ENDED
  }

  /**
   * @param holder whom it was done to, as the audit log may show it
   * @param by the name of who did it
   */
  record Change(Act act, String holderId, String holder, String by, Instant at) {}

  void changed(Connection connection, Change change) throws SQLException;
}
