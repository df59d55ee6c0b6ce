package heed.metrics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table, or some columns of it, that follows from the facts by a function of the database. A row
 * that is absent is one of zeros.
 *
 * @param table where it is kept
 * @param keys its key, the storefront first
 * @param values the columns that are recounted
 * @param zero what a value is where nothing counts
 * @param expected the rows as they must be: keys and values, of a storefront, or of one and a day
 * @param kept a condition for the rows of the same piece
 * @param pieces storefronts and UTC days (null: not cut by day)
 * @param tellsRows false where a key names a person
 */
record KeptTable(
    String name,
    String table,
    List<String> keys,
    List<String> values,
    String zero,
    String expected,
    String kept,
    String pieces,
    boolean tellsRows)
    implements Recounted {
  private static final int TOLD_AT_MOST = 100;
  static final List<String> CELL =
      List.of("storefront", "grain", "product", "at", "country", "channel", "language");

  static KeptTable counters() {
    return new KeptTable(
        "counters",
        "counters",
        CELL,
        Measure.all().filter(m -> m != Measure.REVIEWERS).map(Measure::column).toList(),
        "0",
        "select * from counters_of(?, ?, ?)",
        "storefront = ? and at >= ? and at < ?",
        Stepping.days("reviews", "placed_at", "revision is not null")
            + " union "
            + Stepping.days("reviews", "case_counted_at", "case_id is not null")
            + " union "
            + Stepping.daysOfLevels("counters", "grain"),
        true);
  }

  static KeptTable responseTimes() {
    return new KeptTable(
        "response times",
        "response_times",
        IntStream.rangeClosed(0, CELL.size())
            .mapToObj(i -> i < CELL.size() ? CELL.get(i) : "stripe")
            .toList(),
        IntStream.range(0, ResponseTimes.STRIPE).mapToObj(i -> "n_" + i).toList(),
        "0",
        "select * from response_times_of(?, ?, ?)",
        "storefront = ? and at >= ? and at < ?",
        Stepping.days("reviews", "case_answered_at", "case_answered_at is not null")
            + " union "
            + Stepping.daysOfLevels("response_times", "grain"),
        true);
  }

  /** Before the reviewers, so that a mended service goes on from what is right. */
  static KeptTable customers() {
    return new KeptTable(
        "customers",
        "customers",
        List.of("storefront", "customer_id"),
        List.of("latest"),
        "'{}'::jsonb",
        "select s.storefront, c.* from (values (?::text)) s (storefront), customers_of(s.storefront) c",
        "storefront = ?",
        Stepping.storefronts("customers") + " union " + Stepping.storefronts("reviews"),
        false);
  }

  /** How many reviews each has, of those of whom it is known: the next fold fills in the others. */
  static KeptTable reviewsOfCustomers() {
    return new KeptTable(
        "reviews of customers",
        "customers",
        List.of("storefront", "customer_id"),
        List.of("reviews"),
        "0",
        "select s.storefront, c.* from (values (?::text)) s (storefront),"
            + " reviews_of_customers(s.storefront) c where exists (select from customers o"
            + " where o.storefront = s.storefront and o.customer_id = c.customer_id"
            + " and o.reviews is not null)",
        "storefront = ? and reviews is not null",
        Stepping.storefronts("customers") + " union " + Stepping.storefronts("reviews"),
        false);
  }

  @Override
  public List<Piece> pieces(Connection connection) throws SQLException {
    var found = new ArrayList<Piece>();
    try (var statement = connection.prepareStatement(pieces);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var day = rows.getObject(2, OffsetDateTime.class);
        found.add(new Piece(rows.getString(1), day == null ? null : day.toInstant()));
      }
    }
    found.sort(null);
    return found;
  }

  @Override
  public List<String> differences(Connection connection, Piece piece) throws SQLException {
    var sql =
        "select %s, %s, %s from (%s) f full join (select * from %s where %s) k using (%s) where %s limit %d"
            .formatted(
                list(keys, "%s"),
                list(values, "coalesce(f.%s, " + zero + ")"),
                list(values, "coalesce(k.%s, " + zero + ")"),
                expected,
                table,
                kept,
                list(keys, "%s"),
                differ("coalesce(f.%s, " + zero + ")", "coalesce(k.%s, " + zero + ")"),
                TOLD_AT_MOST);
    var told = new ArrayList<String>();
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args(piece, 2));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          told.add(told(rows));
        }
      }
    }
    return tellsRows || told.isEmpty()
        ? told
        : List.of(
            "%s of %s: %d%s differ"
                .formatted(
                    name,
                    piece.storefront(),
                    told.size(),
                    told.size() == TOLD_AT_MOST ? " or more" : ""));
  }

  @Override
  public int mend(Connection connection, Piece piece) throws SQLException {
    var sql =
        """
        with expected as materialized (%s),
        put as (
          insert into %s as k (%s, %s) select %s, %s from expected on conflict (%s) do update set %s
          where %s returning 1),
        gone as (
          update %s k set %s where %s and %s
            and not exists (select from expected f where %s) returning 1)
        select (select count(*) from put) + (select count(*) from gone)
        """
            .formatted(
                expected,
                table,
                list(keys, "%s"),
                list(values, "%s"),
                list(keys, "%s"),
                list(values, "%s"),
                list(keys, "%s"),
                list(values, "%s = excluded.%s"),
                differ("k.%s", "excluded.%s"),
                table,
                list(values, "%s = " + zero),
                kept,
                differ("k.%s", zero),
                keys.stream()
                    .map(c -> "f." + c + " = k." + c)
                    .collect(Collectors.joining(" and ")));
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args(piece, 2));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static List<Object> args(Piece piece, int times) {
    var args = new ArrayList<Object>();
    for (var i = 0; i < times; i++) {
      args.add(piece.storefront());
      if (piece.day() != null) {
        Instant day = piece.day();
        args.add(day);
        args.add(day.plus(Duration.ofDays(1)));
      }
    }
    return args;
  }

  private String told(ResultSet rows) throws SQLException {
    var text = new StringBuilder(name);
    for (var i = 0; i < keys.size(); i++) {
      text.append(' ').append(keys.get(i)).append('=').append(rows.getString(i + 1));
    }
    for (var i = 0; i < values.size(); i++) {
      var facts = rows.getString(keys.size() + i + 1);
      var kept = rows.getString(keys.size() + values.size() + i + 1);
      if (!facts.equals(kept)) {
        text.append("; ").append(values.get(i)).append(": facts ").append(facts);
        text.append(", kept ").append(kept);
      }
    }
    return text.toString();
  }

  private String differ(String one, String other) {
    return "(" + list(values, one) + ") is distinct from (" + list(values, other) + ")";
  }

  private static String list(List<String> columns, String form) {
    return columns.stream().map(c -> form.replace("%s", c)).collect(Collectors.joining(", "));
  }
}
