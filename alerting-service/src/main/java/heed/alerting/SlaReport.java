package heed.alerting;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the promise is kept. A case counts once, when it is decided: at the answer if met, at
 * the due time if breached; one that is running or was cancelled counts where it started, so that
 * the four add up to all cases. The KPIs of metrics-service follow the same rule.
 *
 * @param attainment met / (met + breached), null if none was decided
 * @param medianResponse time to the first answer of the cases answered in the window; null if none
 */
record SlaReport(
    String window,
    @Nullable Double attainment,
    long met,
    long breached,
    long running,
    long cancelled,
    @Nullable Duration medianResponse,
    @Nullable Duration p90Response,
    List<Team> teams) {

  /** The same for one team. */
  record Team(
      String team,
      @Nullable Double attainment,
      long met,
      long breached,
      long running,
      long cancelled,
      @Nullable Duration medianResponse,
      @Nullable Duration p90Response) {}

  private static final String SQL =
      """
      with clocks as (
        select storefront, team, started_at, due_at, answered_at, stopped_at from cases
        union all
        select storefront, team, started_at, due_at, answered_at, stopped_at from outcomes),
      states as (
        select *, sla_status(due_at, null, answered_at, stopped_at,
          date_trunc('milliseconds', statement_timestamp())) as status
        from clocks where """
          + Sight.ROWS
          +
"""
),
      timed as (
        select team, status, extract(epoch from answered_at - started_at) as seconds,
          answered_at > statement_timestamp() - length and answered_at <= statement_timestamp()
            as is_answered,
          case status when 'MET' then answered_at when 'BREACHED' then due_at else started_at end
            as counted_at, length
        from states, make_interval(secs => ?) as length),
      counted as (
        select *, counted_at > statement_timestamp() - length
          and counted_at <= statement_timestamp() as is_counted from timed)
      select team, grouping(team) as is_all,
        count(*) filter (where is_counted and status = 'MET') as met,
        count(*) filter (where is_counted and status = 'BREACHED') as breached,
        count(*) filter (where is_counted and status = 'RUNNING') as running,
        count(*) filter (where is_counted and status = 'CANCELLED') as cancelled,
        percentile_cont(0.5) within group (order by seconds) filter (where is_answered) as median,
        percentile_cont(0.9) within group (order by seconds) filter (where is_answered) as p90
      from counted where is_counted or is_answered group by grouping sets ((), (team)) order by is_all desc, team
      """;

  static SlaReport read(Connection connection, String window, Duration length, Sight sight)
      throws SQLException {
    try (var statement = connection.prepareStatement(SQL)) {
      statement.setLong(sight.bind(connection, statement, 1), length.toSeconds());
      try (var rows = statement.executeQuery()) {
        return read(rows, window);
      }
    }
  }

  private static SlaReport read(ResultSet rows, String window) throws SQLException {
    var all = new Team("", null, 0, 0, 0, 0, null, null);
    var teams = new ArrayList<Team>();
    while (rows.next()) {
      if (rows.getInt("is_all") == 1) {
        all = team(rows, "");
      } else {
        teams.add(team(rows, rows.getString("team")));
      }
    }
    return new SlaReport(
        window,
        all.attainment(),
        all.met(),
        all.breached(),
        all.running(),
        all.cancelled(),
        all.medianResponse(),
        all.p90Response(),
        teams);
  }

  private static Team team(ResultSet row, String name) throws SQLException {
    var met = row.getLong("met");
    var breached = row.getLong("breached");
    return new Team(
        name,
        met + breached == 0 ? null : (double) met / (met + breached),
        met,
        breached,
        row.getLong("running"),
        row.getLong("cancelled"),
        seconds(row, "median"),
        seconds(row, "p90"));
  }

  private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
    var seconds = row.getDouble(column);
    return row.wasNull() ? null : Duration.ofMillis(Math.round(seconds * 1000));
  }
}
