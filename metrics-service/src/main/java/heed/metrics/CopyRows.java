package heed.metrics;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table in the binary format of PostgreSQL's COPY, the quickest way in:
 * numbers and instants are neither written out nor read. The type of a value is that of its column,
 * to the byte. They leave in parts, so that the database takes one in while the next is made.
 */
public final class CopyRows {
  private static final int PART = 1 << 16;
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final String OUT_OF_RANGE = "22008";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int NULL = -1;
  private static final int END = -1;

  /** What there is to be written. */
  public interface Rows {
    void to(CopyRows copy) throws SQLException;
  }

  /** The value of a column of {@code jsonb}. */
  record Json(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private final CopyIn copy;
  private byte[] bytes = new byte[PART + (PART >> 2)];
  private int length;
  private int row = NULL;
  private int columns;

  private CopyRows(CopyIn copy) {
    this.copy = copy;
  }

  /**
   * Writes all of them, or none.
   *
   * @param table with the columns, as {@code reviews (storefront, ...)}
   * @throws SQLException with state {@value #OUT_OF_RANGE} also where an instant is further away
   *     than the format can say, as the database says of one that it cannot keep
   */
  public static void into(Connection connection, String table, Rows rows) throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table + " from stdin (format binary)");
    try {
      var binary = new CopyRows(copy);
      binary.put(HEADER, HEADER.length);
      rows.to(binary);
      binary.number(END, Short.BYTES);
      binary.leave();
      copy.endCopy();
    } catch (ArithmeticException e) {
      cancel(copy, e);
      throw new SQLException("an instant is out of range", OUT_OF_RANGE, e);
    } catch (SQLException | RuntimeException e) {
      cancel(copy, e);
      throw e;
    }
  }

  /**
   * The same; false if one of them is there already, and then the transaction is lost.
   *
   * @throws SQLException as {@link #into}
   */
  public static boolean intoUnlessThere(Connection connection, String table, Rows rows)
      throws SQLException {
    try {
      into(connection, table, rows);
      return true;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** The next column. */
  public CopyRows add(@Nullable Object value) {
    if (row == NULL) {
      row = length;
      number(0, Short.BYTES);
    }
    columns++;
    switch (value) {
      case null -> number(NULL, Integer.BYTES);
      case Long number -> sized(number, Long.BYTES);
      case Integer number -> sized(number, Integer.BYTES);
      case Short number -> sized(number, Short.BYTES);
      case Boolean is -> sized(is ? 1 : 0, 1);
      case Instant at -> sized(ChronoUnit.MICROS.between(EPOCH, at), Long.BYTES);
      case UUID id -> {
        number(2 * Long.BYTES, Integer.BYTES);
        number(id.getMostSignificantBits(), Long.BYTES);
        number(id.getLeastSignificantBits(), Long.BYTES);
      }
      case Json json -> text(json.text(), true);
      case String words -> text(words, false);
      case Enum<?> word -> text(word.toString(), false);
      default -> throw new IllegalArgumentException("no column is of " + value.getClass());
    }
    return this;
  }

  public void endRow() throws SQLException {
    bytes[row] = (byte) (columns >> 8);
    bytes[row + 1] = (byte) columns;
    row = NULL;
    columns = 0;
    if (length >= PART) {
      leave();
    }
  }

  private void leave() throws SQLException {
    copy.writeToCopy(bytes, 0, length);
    length = 0;
  }

  private void sized(long number, int size) {
    number(size, Integer.BYTES);
    number(number, size);
  }

  private void number(long number, int size) {
    room(size);
    for (var shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (number >> shift);
    }
  }

  private void text(String words, boolean json) {
    var encoded = words.getBytes(StandardCharsets.UTF_8);
    number(encoded.length + (json ? 1 : 0), Integer.BYTES);
    if (json) {
      number(1, 1); // the version of the format
    }
    put(encoded, encoded.length);
  }

  private void put(byte[] some, int size) {
    room(size);
    System.arraycopy(some, 0, bytes, length, size);
    length += size;
  }

  private void room(int size) {
    if (length + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
    }
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
