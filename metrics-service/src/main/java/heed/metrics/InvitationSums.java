package heed.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what became of the invitations of a window: whole days from their sums, the days that its
 * ends cut from the rows.
 */
final class InvitationSums {
  private static final Duration DAY = Duration.ofDays(1);

  private static final String WHOLE =
      """
      select day, sum(sent)::bigint, sum(reminded)::bigint, sum(opened)::bigint,
        sum(answered)::bigint, sum(declined)::bigint, sum(bounced)::bigint
      from invitation_days
      where storefront = any (?::text[]) and product = ? and day > ? and day < ?
        %s
      group by day
      """;

  private static final String CUT_DAYS =
      """
      select day, count(*), count(reminded_at), count(opened_at),
        count(*) filter (where answered_at >= sent_at), count(declined_at), count(bounced_at)
      from invitations
      where storefront = any (?::text[]) and day = any (?::timestamptz[])
        and sent_at > ? and sent_at <= ?
        %s
      group by day
      """;

  private InvitationSums() {}

  /** All of the window (from, to] together. */
  static InvitationCounts of(Connection connection, Cut cut, Instant from, Instant to)
      throws SQLException {
    return byDay(connection, cut, from, to).values().stream()
        .reduce(InvitationCounts.NONE, InvitationCounts::plus);
  }

  /** The same by the UTC day in which the first letter was sent; a day of none is missing. */
  static SortedMap<Instant, InvitationCounts> byDay(
      Connection connection, Cut cut, Instant from, Instant to) throws SQLException {
    var sums = new TreeMap<Instant, InvitationCounts>();
    if (cut.names(Dimension.CHANNEL)) {
      return sums;
    }
    var first = from.truncatedTo(ChronoUnit.DAYS);
    var last = to.truncatedTo(ChronoUnit.DAYS);
    if (last.isAfter(first.plus(DAY))) {
      whole(connection, cut, first, last, sums);
    }
    cutDays(connection, cut, from, to, first, last, sums);
    return sums;
  }

  private static void whole(
      Connection connection,
      Cut cut,
      Instant first,
      Instant last,
      SortedMap<Instant, InvitationCounts> sums)
      throws SQLException {
    try (var statement = connection.prepareStatement(WHOLE.formatted(filters(cut, "")))) {
      var sql =
          new Sql(connection, statement)
              .texts(cut.storefronts())
              .arg(cut.filters().getOrDefault(Dimension.PRODUCT, ""))
              .arg(first)
              .arg(last);
      read(bound(sql, cut, false), statement, sums);
    }
  }

  private static void cutDays(
      Connection connection,
      Cut cut,
      Instant from,
      Instant to,
      Instant first,
      Instant last,
      SortedMap<Instant, InvitationCounts> sums)
      throws SQLException {
    var sqlText = CUT_DAYS.formatted(filters(cut, " and ? = any (products)"));
    try (var statement = connection.prepareStatement(sqlText)) {
      var sql =
          new Sql(connection, statement)
              .texts(cut.storefronts())
              .array("timestamptz", List.of(first, last))
              .arg(from)
              .arg(to);
      read(bound(sql, cut, true), statement, sums);
    }
  }

  private static String filters(Cut cut, String ofProduct) {
    var filters = new ArrayList<String>();
    filters.add(cut.names(Dimension.COUNTRY) ? " and country = ?" : "");
    filters.add(cut.names(Dimension.LANGUAGE) ? " and language = ?" : "");
    filters.add(cut.names(Dimension.PRODUCT) ? ofProduct : "");
    return String.join("", filters);
  }

  private static Sql bound(Sql sql, Cut cut, boolean withProduct) throws SQLException {
    for (var dimension : List.of(Dimension.COUNTRY, Dimension.LANGUAGE, Dimension.PRODUCT)) {
      var value = cut.filters().get(dimension);
      if (value != null && (withProduct || dimension != Dimension.PRODUCT)) {
        sql.arg(value);
      }
    }
    return sql;
  }

  private static void read(
      Sql bound, PreparedStatement statement, SortedMap<Instant, InvitationCounts> sums)
      throws SQLException {
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        sums.merge(
            rows.getObject(1, OffsetDateTime.class).toInstant(),
            counts(rows),
            InvitationCounts::plus);
      }
    }
  }

  private static InvitationCounts counts(ResultSet row) throws SQLException {
    return new InvitationCounts(
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }
}
