package heed.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The arguments of a statement, in order. */
public final class Sql {
  private final Connection connection;
  private final PreparedStatement statement;
  private int next = 1;

  public Sql(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  public Sql arg(Object value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  public Sql arg(Instant at) throws SQLException {
    return arg(OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  public Sql texts(Collection<?> values) throws SQLException {
    return array("text", values);
  }

  /** An array of a value of each row, which is never null. */
  <R> Sql texts(List<R> rows, Function<R, String> value) throws SQLException {
    var texts = new String[rows.size()];
    for (var i = 0; i < texts.length; i++) {
      texts[i] = value.apply(rows.get(i));
    }
    statement.setArray(next++, connection.createArrayOf("text", texts));
    return this;
  }

  <R> Sql uuids(List<R> rows, Function<R, UUID> value) throws SQLException {
    var uuids = new UUID[rows.size()];
    for (var i = 0; i < uuids.length; i++) {
      uuids[i] = value.apply(rows.get(i));
    }
    statement.setArray(next++, connection.createArrayOf("uuid", uuids));
    return this;
  }

  /** The same of whole numbers. */
  <R> Sql numbers(List<R> rows, ToIntFunction<R> value) throws SQLException {
    var numbers = new int[rows.size()];
    for (var i = 0; i < numbers.length; i++) {
      numbers[i] = value.applyAsInt(rows.get(i));
    }
    return arg(numbers);
  }

  /** The same of instants; they repeat, and are long to write. */
  <R> Sql instants(List<R> rows, Function<R, Instant> value) throws SQLException {
    var written = new HashMap<Instant, String>();
    var texts = new String[rows.size()];
    for (var i = 0; i < texts.length; i++) {
      texts[i] = written.computeIfAbsent(value.apply(rows.get(i)), Instant::toString);
    }
    statement.setArray(next++, connection.createArrayOf("timestamptz", texts));
    return this;
  }

  public Sql array(String type, Collection<?> values) throws SQLException {
    var texts = new String[values.size()];
    var i = 0;
    for (var value : values) {
      texts[i++] = String.valueOf(value);
    }
    statement.setArray(next++, connection.createArrayOf(type, texts));
    return this;
  }

  /** An array some of whose values may be null. */
  public Sql orNull(String type, Collection<? extends @Nullable Object> values)
      throws SQLException {
    var texts = new @Nullable String[values.size()];
    var i = 0;
    for (var value : values) {
      texts[i++] = value == null ? null : value.toString();
    }
    statement.setArray(next++, connection.createArrayOf(type, texts));
    return this;
  }

  public Sql args(List<Object> values) throws SQLException {
    for (var value : values) {
      switch (value) {
        case Instant at -> arg(at);
        case Instants many -> array("timestamptz", many.values());
        case Collection<?> texts -> texts(texts);
        default -> arg(value);
      }
    }
    return this;
  }
}
