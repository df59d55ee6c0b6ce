package heed.metrics;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table in the text format of PostgreSQL's COPY, the quickest way in. They
 * leave in parts, so that the database takes one in while the next is made.
 */
final class CopyText {
  private static final int PART = 1 << 16;

  /** What there is to be written. */
  interface Rows {
    void to(CopyText copy) throws SQLException;
  }

  private final CopyIn copy;
  private final StringBuilder text = new StringBuilder(PART + (PART >> 2));
  private boolean begun;

  private CopyText(CopyIn copy) {
    this.copy = copy;
  }

  /**
   * Writes all of them, or none.
   *
   * @param sql a {@code copy ... from stdin}
   */
  static void into(Connection connection, String sql, Rows rows) throws SQLException {
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      var text = new CopyText(copy);
      rows.to(text);
      text.leave();
      copy.endCopy();
    } catch (SQLException | RuntimeException e) {
      cancel(copy, e);
      throw e;
    }
  }

  /** The next column. */
  CopyText add(@Nullable Object value) {
    if (begun) {
      text.append('\t');
    }
    begun = true;
    if (value == null) {
      text.append("\\N");
    } else if (value instanceof String words) {
      append(words);
    } else {
      text.append(value);
    }
    return this;
  }

  void endRow() throws SQLException {
    text.append('\n');
    begun = false;
    if (text.length() >= PART) {
      leave();
    }
  }

  private void leave() throws SQLException {
    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    copy.writeToCopy(bytes, 0, bytes.length);
  }

  private void append(String value) {
    var from = 0;
    for (var i = 0; i < value.length(); i++) {
      var escaped = escaped(value.charAt(i));
      if (escaped != 0) {
        text.append(value, from, i).append('\\').append(escaped);
        from = i + 1;
      }
    }
    text.append(value, from, value.length());
  }

  private static char escaped(char c) {
    return switch (c) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }

  private static void cancel(CopyIn copy, Exception cause) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
