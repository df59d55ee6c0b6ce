package heed.alerting;

import heed.door.Outage;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which failures pass by themselves, and which belong to the record that caused them. */
public final class Failures {
  /** Classes of SQL states that say something about the data: 22 is unfit, 23 breaks a rule. */
  private static final Set<String> OF_THE_DATA = Set.of("22", "23");

  /** The database ended what took longer than it may: the transaction, or one statement. */
  private static final Set<String> TOO_LONG = Set.of("25P04", "57014");

  private Failures() {}

  /** True if it took too long: less at once, or more time, can help, and waiting cannot. */
  static boolean tookTooLong(Throwable failure) {
    var sql = cause(failure, SQLException.class);
    return sql != null && sql.getSQLState() != null && TOO_LONG.contains(sql.getSQLState());
  }

  /** True if the database could not be asked: it may answer the same question later. */
  static boolean away(Throwable failure) {
    var sql = cause(failure, SQLException.class);
    return sql != null && Outage.away(sql);
  }

  /**
   * True if trying again can help. A failure without a database behind it is of the record, unless
   * it is one of waiting: time limits and lost connections come without an SQL state.
   */
  static boolean passing(Throwable failure) {
    var sql = cause(failure, SQLException.class);
    if (sql != null) {
      var state = sql.getSQLState();
      return state == null || state.length() < 2 || !OF_THE_DATA.contains(state.substring(0, 2));
    }
    return !ofTheRecord(failure);
  }

  public static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  /** For logs: kinds and SQL state, no message, which may quote a value. */
  public static String shown(Throwable failure) {
    var sql = cause(failure, SQLException.class);
    return failure.getClass().getSimpleName()
        + (sql == null ? "" : ", SQL state " + sql.getSQLState());
  }

  private static boolean ofTheRecord(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof NullPointerException
        || failure instanceof ClassCastException
        || failure instanceof ArithmeticException
        || failure instanceof java.time.DateTimeException
        || failure instanceof IndexOutOfBoundsException;
  }
}
