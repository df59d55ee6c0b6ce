package heed.alerting;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The live cases, by team and by person. */
record Load(List<TeamLoad> teams) {

  /**
   * One team's.
   *
   * @param atRisk of the unanswered ones: past the last warning, not yet late
   * @param late of the unanswered ones: past their due time
   * @param oldest the unanswered one that has waited longest; null if none waits
   */
  record TeamLoad(
      String team,
      long open,
      long acknowledged,
      long answered,
      long atRisk,
      long late,
      @Nullable Oldest oldest,
      List<PersonLoad> people) {}

  /**
   * One case that waits.
   *
   * @param atRiskAt from when on it is at risk; null if its policy never warns
   */
  record Oldest(
      UUID id, String product, Instant startedAt, Instant dueAt, @Nullable Instant atRiskAt) {}

  /**
   * One person's.
   *
   * @param assignee null for what nobody has taken
   */
  record PersonLoad(@Nullable String assignee, long live, long late) {}

  private static final String COUNTS =
      """
      select team, assignee,
        count(*) filter (where status = 'OPEN') as open,
        count(*) filter (where status = 'ACKNOWLEDGED') as acknowledged,
        count(*) filter (where status = 'ANSWERED') as answered,
        count(*) filter (where waits and due_at >= now() and at_risk_at <= now()) as at_risk,
        count(*) filter (where waits and due_at < now()) as late
      from (
        select *, status <> 'ANSWERED' and answered_at is null and stopped_at is null as waits
        from cases
        where status in ('OPEN', 'ACKNOWLEDGED', 'ANSWERED')
          and """
          + Sight.ROWS
          + """
      ) live
      group by team, assignee
      order by team, count(*) desc, assignee
      """;
  private static final String OLDEST =
      """
      select c.team, c.id, c.started_at, c.due_at, c.at_risk_at,
        coalesce(c.review -> 'product' ->> 'name', c.review -> 'product' ->> 'id') as product
      from (
        select distinct on (team) storefront, id from cases
        where status in ('OPEN', 'ACKNOWLEDGED')
          and """
          + Sight.ROWS
          + """

        order by team, started_at, id) oldest
      join cases c using (storefront, id)
      """;

  static Load read(Connection connection, Sight sight) throws SQLException {
    var teams = new ArrayList<TeamLoad>();
    try (var statement = connection.prepareStatement(COUNTS)) {
      sight.bind(connection, statement, 1);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          add(teams, rows);
        }
      }
    }
    var oldest = oldest(connection, sight);
    return new Load(teams.stream().map(team -> withOldest(team, oldest.get(team.team()))).toList());
  }

  /** Rows of a team follow each other, one per person. */
  private static void add(List<TeamLoad> teams, ResultSet row) throws SQLException {
    var name = row.getString("team");
    if (teams.isEmpty() || !teams.getLast().team().equals(name)) {
      teams.add(new TeamLoad(name, 0, 0, 0, 0, 0, null, new ArrayList<>()));
    }
    var before = teams.removeLast();
    var open = row.getLong("open");
    var acknowledged = row.getLong("acknowledged");
    var answered = row.getLong("answered");
    var late = row.getLong("late");
    before
        .people()
        .add(new PersonLoad(row.getString("assignee"), open + acknowledged + answered, late));
    teams.add(
        new TeamLoad(
            name,
            before.open() + open,
            before.acknowledged() + acknowledged,
            before.answered() + answered,
            before.atRisk() + row.getLong("at_risk"),
            before.late() + late,
            null,
            before.people()));
  }

  private static TeamLoad withOldest(TeamLoad team, @Nullable Oldest oldest) {
    return new TeamLoad(
        team.team(),
        team.open(),
        team.acknowledged(),
        team.answered(),
        team.atRisk(),
        team.late(),
        oldest,
        List.copyOf(team.people()));
  }

  private static Map<String, Oldest> oldest(Connection connection, Sight sight)
      throws SQLException {
    var oldest = new HashMap<String, Oldest>();
    try (var statement = connection.prepareStatement(OLDEST)) {
      sight.bind(connection, statement, 1);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          oldest.put(
              rows.getString("team"),
              new Oldest(
                  rows.getObject("id", UUID.class),
                  rows.getString("product"),
                  CaseRows.at(rows, "started_at"),
                  CaseRows.at(rows, "due_at"),
                  CaseRows.atOrNull(rows, "at_risk_at")));
        }
      }
    }
    return oldest;
  }
}
