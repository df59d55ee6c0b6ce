package heed.endtoend;

import heed.testing.PostgresForTests;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * The database's clock, moved: sessions that look for functions here first are told a later time.
 * The services decide by that clock alone, and know nothing of this.
 */
final class MovedClock {
  private static final String MAKE =
      """
      drop schema if exists moved cascade;
      create schema moved;
      create table moved.clock (shift interval not null);
      insert into moved.clock values (interval '0');
      create function moved.clock_timestamp() returns timestamptz language sql volatile as
        $$ select pg_catalog.clock_timestamp() + (select shift from moved.clock) $$;
      create function moved.now() returns timestamptz language sql stable as
        $$ select pg_catalog.now() + (select shift from moved.clock) $$;
      """;

  private final Connection database;
  private volatile Duration shift = Duration.ZERO;

  MovedClock(Connection database) throws SQLException {
    this.database = database;
    execute(MAKE);
  }

  /** For a service that is to live by it. */
  static String jdbcUrl() {
    var url = PostgresForTests.jdbcUrl("alerting");
    return url
        + (url.contains("?") ? "&" : "?")
        + "options=-c%20search_path=public,moved,pg_catalog";
  }

  Instant now() {
    return Instant.now().plus(shift);
  }

  Duration shift() {
    return shift;
  }

  void move(Duration to) throws SQLException {
    shift = to;
    execute("update moved.clock set shift = make_interval(secs => " + to.toSeconds() + ")");
  }

  void end() throws SQLException {
    execute("drop schema moved cascade");
  }

  private void execute(String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
