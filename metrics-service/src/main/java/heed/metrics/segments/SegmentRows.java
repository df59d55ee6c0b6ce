package heed.metrics.segments;

import heed.events.Segment;
import heed.metrics.CopyRows;
import heed.metrics.SaidNo;
import heed.metrics.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Segments in the database. */
final class SegmentRows {
  private static final String REFUSE =
      """
      insert into segments (storefront, customer_id, refused_at, due_at)
      select storefront, customer_id, at, now()
      from unnest(?::text[], ?::text[], ?::timestamptz[]) as c (storefront, customer_id, at)
      order by storefront, customer_id
      on conflict (storefront, customer_id) do update
        set refused_at = greatest(segments.refused_at, excluded.refused_at), due_at = excluded.due_at
      """;

  private static final String CLAIM =
      """
      select * from segments where due_at <= (select clock_timestamp())
      order by due_at limit ? for update skip locked
      """;
  private static final String LOCK =
      """
      select s.* from segments s join unnest(?::text[], ?::text[]) as c (storefront, customer_id)
        using (storefront, customer_id) order by s.storefront, s.customer_id for update of s
      """;
  private static final String INSERT =
      "segments (storefront, customer_id, segment, since, told, refused_at, due_at)";
  private static final String SAVE =
      """
      update segments s set segment = n.segment, since = n.since, told = n.told,
        refused_at = n.refused_at, due_at = n.due_at
      from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[],
        ?::timestamptz[]) as n (storefront, customer_id, segment, since, told, refused_at, due_at)
      where s.storefront = n.storefront and s.customer_id = n.customer_id
      """;
  private static final String DELETE =
      """
      delete from segments s using unnest(?::text[], ?::text[]) as c (storefront, customer_id)
      where s.storefront = c.storefront and s.customer_id = c.customer_id
      """;

  /** A customer of a storefront. */
  record Key(String storefront, String customerId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var byStorefront = storefront.compareTo(other.storefront);
      return byStorefront == 0 ? customerId.compareTo(other.customerId) : byStorefront;
    }
  }

  /** These said no, and are to be decided at once. */
  static void refuse(Connection connection, List<SaidNo> customers) throws SQLException {
    try (var statement = connection.prepareStatement(REFUSE)) {
      new Sql(connection, statement)
          .texts(customers.stream().map(SaidNo::storefront).toList())
          .texts(customers.stream().map(SaidNo::customerId).toList())
          .array("timestamptz", customers.stream().map(SaidNo::at).toList());
      statement.executeUpdate();
    }
  }

  static void delete(Connection connection, Collection<Key> customers) throws SQLException {
    withKeys(connection, DELETE, customers);
  }

  private static void withKeys(Connection connection, String sql, Collection<Key> customers)
      throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement)
          .texts(customers.stream().map(Key::storefront).toList())
          .texts(customers.stream().map(Key::customerId).toList());
      statement.executeUpdate();
    }
  }

  /** Some that are due and that no other copy decides; locked. */
  static List<SegmentRow> claim(Connection connection, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(CLAIM)) {
      new Sql(connection, statement).arg(limit);
      return read(statement.executeQuery());
    }
  }

  /** Those of these who have a row; locked, in their order. */
  static List<SegmentRow> lock(Connection connection, Collection<Key> customers)
      throws SQLException {
    try (var statement = connection.prepareStatement(LOCK)) {
      new Sql(connection, statement)
          .texts(customers.stream().map(Key::storefront).toList())
          .texts(customers.stream().map(Key::customerId).toList());
      return read(statement.executeQuery());
    }
  }

  /**
   * Writes those that had none.
   *
   * @throws SQLTransientException if another copy wrote one of them first
   */
  static void insert(Connection connection, List<SegmentRow> rows) throws SQLException {
    if (!rows.isEmpty()
        && !CopyRows.intoUnlessThere(connection, INSERT, copy -> copy(rows, copy))) {
      throw new SQLTransientException("another copy decided one of these customers", "40001");
    }
  }

  private static void copy(List<SegmentRow> rows, CopyRows copy) throws SQLException {
    for (var row : rows) {
      copy.add(row.storefront()).add(row.customerId()).add(row.segment()).add(row.since());
      copy.add(row.told()).add(row.refusedAt()).add(row.dueAt()).endRow();
    }
  }

  static Optional<SegmentRow> find(Connection connection, Key customer) throws SQLException {
    var sql = "select * from segments where storefront = ? and customer_id = ?";
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).arg(customer.storefront()).arg(customer.customerId());
      return read(statement.executeQuery()).stream().findFirst();
    }
  }

  /** Those after a customer, in order. */
  static List<SegmentRow> after(Connection connection, Key customer, int limit)
      throws SQLException {
    var sql =
        "select * from segments where (storefront, customer_id) > (?, ?)"
            + " order by storefront, customer_id limit ?";
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement)
          .arg(customer.storefront())
          .arg(customer.customerId())
          .arg(limit);
      return read(statement.executeQuery());
    }
  }

  static void save(Connection connection, List<SegmentRow> rows) throws SQLException {
    try (var statement = connection.prepareStatement(SAVE)) {
      var sql = new Sql(connection, statement);
      sql.texts(column(rows, SegmentRow::storefront))
          .texts(column(rows, SegmentRow::customerId))
          .orNull("text", column(rows, SegmentRow::segment))
          .orNull("timestamptz", column(rows, SegmentRow::since))
          .orNull("text", column(rows, SegmentRow::told))
          .orNull("timestamptz", column(rows, SegmentRow::refusedAt))
          .orNull("timestamptz", column(rows, SegmentRow::dueAt));
      statement.executeUpdate();
    }
  }

  private static <T> List<@Nullable T> column(
      List<SegmentRow> rows, Function<SegmentRow, @Nullable T> value) {
    var column = new ArrayList<@Nullable T>();
    rows.forEach(row -> column.add(value.apply(row)));
    return column;
  }

  private static List<SegmentRow> read(ResultSet rows) throws SQLException {
    try (rows) {
      var read = new ArrayList<SegmentRow>();
      while (rows.next()) {
        read.add(
            new SegmentRow(
                rows.getString("storefront"),
                rows.getString("customer_id"),
                segment(rows.getString("segment")),
                at(rows, "since"),
                segment(rows.getString("told")),
                at(rows, "refused_at"),
                at(rows, "due_at")));
      }
      return read;
    }
  }

  private static @Nullable Segment segment(@Nullable String name) {
    return name == null ? null : Segment.valueOf(name);
  }

  private static @Nullable Instant at(ResultSet rows, String column) throws SQLException {
    @Nullable OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private SegmentRows() {}
}
