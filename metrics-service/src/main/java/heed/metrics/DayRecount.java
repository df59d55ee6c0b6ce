package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rows that follow from the facts by views and functions of the database, a UTC day of a storefront
 * at a time. Statements take storefront, from, to; those that compare take them twice, of the facts
 * and of what is kept.
 */
abstract class DayRecount implements Recounted {
  private final String name;
  private final String pieces;
  private final List<String> comparing;
  private final List<String> mending;

  /**
   * @param pieces storefronts and the beginnings of UTC days
   * @param comparing tell one line of each row that is not what it must be
   * @param mending replace all rows of a day
   */
  DayRecount(String name, String pieces, List<String> comparing, List<String> mending) {
    this.name = name;
    this.pieces = pieces;
    this.comparing = comparing;
    this.mending = mending;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Piece> pieces(Connection connection) throws SQLException {
    var found = new ArrayList<Piece>();
    try (var statement = connection.prepareStatement(pieces);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Piece(rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant()));
      }
    }
    found.sort(null);
    return found;
  }

  @Override
  public List<String> differences(Connection connection, Piece piece) throws SQLException {
    var told = new ArrayList<String>();
    for (var sql : comparing) {
      try (var statement = connection.prepareStatement(sql)) {
        bind(bind(new Sql(connection, statement), piece), piece);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            told.add(rows.getString(1));
          }
        }
      }
    }
    return told;
  }

  @Override
  public int mend(Connection connection, Piece piece) throws SQLException {
    var wrong = differences(connection, piece).size();
    for (var sql : wrong == 0 ? List.<String>of() : mending) {
      try (var statement = connection.prepareStatement(sql)) {
        bind(new Sql(connection, statement), piece);
        statement.executeUpdate();
      }
    }
    return wrong;
  }

  private static Sql bind(Sql sql, Piece piece) throws SQLException {
    Instant day = Objects.requireNonNull(piece.day(), "every piece is of a day");
    return sql.arg(piece.storefront()).arg(day).arg(day.plus(Duration.ofDays(1)));
  }
}
