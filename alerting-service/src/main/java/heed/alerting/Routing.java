package heed.alerting;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that operators decide about the desk, in one document: a change is atomic, and its
 * versions can be compared. What it names is there.
 *
 * @param defaultTeam of what no rule gives to another
 * @param defaultPolicy of what no rule gives another
 * @param rules in order, the first that matches decides
 */
record Routing(
    String defaultTeam,
    String defaultPolicy,
    List<Team> teams,
    List<WorkingHours> calendars,
    List<Policy> policies,
    List<Rule> rules) {
  private static final int MOST = 1000;
  private static final int MOST_CALENDARS = 200;

  Routing {
    teams = List.copyOf(teams);
    calendars = List.copyOf(calendars);
    policies = List.copyOf(policies);
    rules = List.copyOf(rules);
    var findings = new Findings();
    findings
        .unless(teams.size() <= MOST, "/teams", "teams are more than 1000")
        .unless(calendars.size() <= MOST_CALENDARS, "/calendars", "calendars are more than 200")
        .unless(policies.size() <= MOST, "/policies", "policies are more than 1000")
        .unless(rules.size() <= MOST, "/rules", "rules are more than 1000")
        .distinct(teams, "teams", "id", Team::id)
        .distinct(calendars, "calendars", "id", WorkingHours::id)
        .distinct(policies, "policies", "id", Policy::id)
        .distinct(rules, "rules", "name", Rule::name);
    var ids =
        new Known(
            teams.stream().map(Team::id).toList(),
            calendars.stream().map(WorkingHours::id).toList(),
            policies.stream().map(Policy::id).toList());
    ids.team(findings, defaultTeam, "/defaultTeam");
    ids.policy(findings, defaultPolicy, "/defaultPolicy");
    for (var i = 0; i < teams.size(); i++) {
      ids.calendar(findings, teams.get(i).calendar(), "/teams/" + i + "/calendar");
    }
    for (var i = 0; i < policies.size(); i++) {
      ids.calendar(findings, policies.get(i).calendar(), "/policies/" + i + "/calendar");
    }
    for (var i = 0; i < rules.size(); i++) {
      ids.team(findings, rules.get(i).team(), "/rules/" + i + "/team");
      ids.policy(findings, rules.get(i).policy(), "/rules/" + i + "/policy");
    }
    findings.end();
  }

  /** The team with this id; null if there is none, as of a case that was given to nobody known. */
  @Nullable Team team(String id) {
    return teams.stream().filter(t -> t.id().equals(id)).findFirst().orElse(null);
  }

  Policy policy(String id) {
    return policies.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  /** When a team's cases under a policy count time; null for round the clock. */
  @Nullable WorkingHours calendar(Policy policy, @Nullable Team team) {
    var id = policy.calendar();
    if (id == null && team != null) {
      id = team.calendar();
    }
    var wanted = id;
    return wanted == null
        ? null
        : calendars.stream().filter(c -> Objects.equals(c.id(), wanted)).findFirst().orElseThrow();
  }

  /**
   * A calendar that never opens would promise nothing, nor would one that hardly ever does.
   *
   * @throws Faulty naming each that has no open second in the year from then on, and each in which
   *     a promise would not come due within years
   */
  void checkReach(Instant now) {
    var findings = new Findings();
    for (var i = 0; i < calendars.size(); i++) {
      findings.unless(
          calendars.get(i).opensWithinAYearOf(now),
          "/calendars/" + i,
          calendars.get(i).id()
              + " has no open second in the next year; give it an opening or fewer holidays");
      findings.unless(
          reaches(calendars.get(i), now),
          "/calendars/" + i,
          calendars.get(i).id() + " is open too little for what the policies promise");
    }
    findings.end();
  }

  /**
   * What a document sends somewhere must arrive: an endpoint that is not there, or hears nothing,
   * would leave a page or an escalation unheard without anybody being told.
   *
   * @param enabled the endpoints that there are, by id
   * @throws Faulty naming each place whose endpoint is unknown or disabled
   */
  void checkEndpoints(Map<String, Boolean> enabled) {
    var findings = new Findings();
    endpoints()
        .forEach(
            (pointer, id) ->
                findings
                    .unless(
                        enabled.containsKey(id),
                        pointer,
                        "no endpoint has the id " + id + "; make it first, or leave it out here")
                    .unless(
                        enabled.getOrDefault(id, true),
                        pointer,
                        "the endpoint " + id + " is disabled; enable it, or leave it out here"));
    findings.end();
  }

  /** Every place that names an endpoint, as a pointer, with the id it names. */
  Map<String, String> endpoints() {
    var named = new LinkedHashMap<String, String>();
    for (var i = 0; i < teams.size(); i++) {
      var ids = teams.get(i).endpoints();
      for (var j = 0; j < ids.size(); j++) {
        named.put("/teams/" + i + "/endpoints/" + j, ids.get(j));
      }
    }
    for (var i = 0; i < policies.size(); i++) {
      var steps = policies.get(i).escalation();
      for (var j = 0; j < steps.size(); j++) {
        var id = steps.get(j).endpoint();
        if (id != null) {
          named.put("/policies/" + i + "/escalation/" + j + "/endpoint", id);
        }
      }
    }
    return named;
  }

  private boolean reaches(WorkingHours calendar, Instant now) {
    try {
      calendar.dueAt(now, policies.stream().map(Policy::longest).max(naturalOrder()).orElseThrow());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The ids that may be named. */
  private record Known(List<String> teams, List<String> calendars, List<String> policies) {
    void team(Findings findings, @Nullable String id, String pointer) {
      check(findings, teams, id, pointer, "team");
    }

    void calendar(Findings findings, @Nullable String id, String pointer) {
      check(findings, calendars, id, pointer, "calendar");
    }

    void policy(Findings findings, @Nullable String id, String pointer) {
      check(findings, policies, id, pointer, "policy");
    }

    private static void check(
        Findings findings, List<String> known, @Nullable String id, String pointer, String what) {
      findings.unless(
          id == null || known.contains(id),
          pointer,
          "no "
              + what
              + " has the id "
              + id
              + "; there "
              + (known.isEmpty()
                  ? "is none"
                  : "is " + String.join(", ", known.subList(0, Math.min(10, known.size())))));
    }
  }
}
