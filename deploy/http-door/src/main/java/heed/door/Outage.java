package heed.door;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Failures of a database that could not be asked, which may answer the same question later. */
public final class Outage {
  /**
   * Classes of SQL states: lost connections, no room, not now, ended by the operator, its disk; or
   * a victim of another.
   */
  private static final Set<String> AWAY = Set.of("08", "53", "55", "57", "58", "40");

  private static final String TRANSACTION_TOOK_TOO_LONG = "25P04";

  private Outage() {}

  public static boolean away(SQLException failure) {
    var state = failure.getSQLState();
    return state == null || state.length() < 2 || AWAY.contains(state.substring(0, 2));
  }

  /** True if that is beneath what failed, or the database ended a transaction for its length. */
  static boolean beneath(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return away(sql) || TRANSACTION_TOOK_TOO_LONG.equals(sql.getSQLState());
      }
    }
    return false;
  }
}
