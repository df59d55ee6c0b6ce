package heed.alerting;

import heed.door.Caller;
import heed.door.Refusal;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cases to list, in the order in which something is due next.
 *
 * @param sight what the caller sees at all
 * @param statuses empty for every one, as of the other sets
 * @param after the last case of the page before; null for the first page
 */
record CaseQuery(
    Sight sight,
    Set<String> statuses,
    Set<String> slas,
    Set<String> teams,
    Set<String> languages,
    @Nullable String assignee,
    @Nullable String q,
    @Nullable Position after,
    int limit) {

  /** Where a page ended. */
  record Position(Instant nextDueAt, UUID id) {
    static @Nullable Position read(@Nullable String text) {
      if (text == null) {
        return null;
      }
      var parts = text.split(" ", 2);
      return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    String write() {
      return nextDueAt + " " + id;
    }
  }

  /** What chose the list, for its cursors. */
  String filters() {
    return String.join(
        "\n",
        "cases by what is due next",
        sight + "",
        statuses + "",
        slas + "",
        teams + "",
        languages + "",
        assignee + "",
        q + "");
  }

  CaseQuery after(@Nullable Position position) {
    return new CaseQuery(sight, statuses, slas, teams, languages, assignee, q, position, limit);
  }

  static Set<String> statuses(@Nullable String list) {
    return known(list, "status", Arrays.stream(Status.values()).map(Enum::name).toList());
  }

  static Set<String> slas(@Nullable String list) {
    return known(list, "sla", Arrays.stream(SlaStatus.values()).map(Enum::name).toList());
  }

  /** The values of a comma list. */
  static Set<String> several(@Nullable String list, String field) {
    var values = new TreeSet<String>();
    if (Words.nameOrNull(list, field) instanceof String text) {
      Arrays.stream(text.split(",")).map(String::strip).forEach(values::add);
    }
    return values;
  }

  /** The storefronts of which the caller may see cases. */
  static @Nullable Set<String> visible(Caller caller, @Nullable String requested) {
    if (Words.nameOrNull(requested, "storefront") instanceof String storefront) {
      return Set.of(caller.storefront(storefront));
    }
    return caller.storefronts().orElse(null);
  }

  private static Set<String> known(@Nullable String list, String field, List<String> values) {
    var wanted = several(list, field);
    for (var value : wanted) {
      if (!values.contains(value)) {
        throw Refusal.field("/" + field, field + " must be of " + String.join(", ", values));
      }
    }
    return wanted;
  }

  List<Case> run(Connection connection) throws SQLException {
    var sql = new StringBuilder("select * from cases where true");
    var values = new ArrayList<Object>();
    if (sight.storefronts() != null) {
      in(sql, values, "storefront", sight.storefronts());
    }
    if (sight.teams() != null) {
      in(sql, values, "team", sight.teams());
    }
    if (!statuses.isEmpty()) {
      // literals of a closed set, so that the database knows which partial index holds them all
      sql.append(" and status in ('").append(String.join("', '", statuses)).append("')");
    }
    if (!slas.isEmpty()) {
      in(
          sql,
          values,
          "sla_status(due_at, at_risk_at, answered_at, stopped_at,"
              + " date_trunc('milliseconds', statement_timestamp()))",
          slas);
    }
    if (!teams.isEmpty()) {
      in(sql, values, "team", teams);
    }
    if (!languages.isEmpty()) {
      in(sql, values, "lower(split_part(language, '-', 1))", lower(languages));
    }
    if (assignee != null) {
      sql.append(" and assignee = ?");
      values.add(assignee);
    }
    search(sql, values);
    if (after != null) {
      sql.append(" and (next_due_at, id) > (?, ?)");
      values.add(CaseRows.sql(after.nextDueAt()));
      values.add(after.id());
    }
    sql.append(" order by next_due_at, id limit ").append(limit);
    return run(connection, sql.toString(), values);
  }

  /** Words of the review, its product's name, or who works on it; never a pattern. */
  private void search(StringBuilder sql, List<Object> values) {
    if (q != null) {
      sql.append(
          " and position(lower(?) in lower(concat_ws(' ', review ->> 'title', review ->> 'text',"
              + " review -> 'product' ->> 'name', review -> 'product' ->> 'id', assignee))) > 0");
      values.add(q);
    }
  }

  private static List<Case> run(Connection connection, String sql, List<Object> values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.size(); i++) {
        if (values.get(i) instanceof Set<?> set) {
          statement.setArray(i + 1, Guards.texts(connection, List.copyOf(set)));
        } else {
          statement.setObject(i + 1, values.get(i));
        }
      }
      try (var rows = statement.executeQuery()) {
        return CaseRows.read(rows);
      }
    }
  }

  private static void in(StringBuilder sql, List<Object> values, String what, Set<String> in) {
    sql.append(" and ").append(what).append(" = any (?::text[])");
    values.add(in);
  }

  private static Set<String> lower(Set<String> languages) {
    var lower = new TreeSet<String>();
    languages.forEach(l -> lower.add(l.toLowerCase(Locale.ROOT).split("-", 2)[0]));
    return lower;
  }
}
