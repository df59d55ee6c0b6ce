package heed.alerting;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Shows cases, and has acts of people decided and saved, one case and one transaction at a time.
 */
@ApplicationScoped
class CaseDesk {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SHOWN = 100;

  private final Transactions transactions;
  private final RoutingStore routing;
  private final Contacts contacts;
  private final Caller caller;
  private final Deeds deeds;

  CaseDesk(
      Transactions transactions,
      RoutingStore routing,
      Contacts contacts,
      Caller caller,
      Deeds deeds) {
    this.transactions = transactions;
    this.routing = routing;
    this.contacts = contacts;
    this.caller = caller;
    this.deeds = deeds;
  }

  /**
   * One case.
   *
   * @throws Refusal 404 if there is none, or it is another storefront's or another team's
   */
  CaseView show(UUID id) {
    return transactions.answer(
        LIMIT,
        connection -> view(connection, List.of(load(connection, id, false, caller))).getFirst());
  }

  List<CaseView> show(CaseQuery query) {
    return transactions.answer(LIMIT, connection -> view(connection, query.run(connection)));
  }

  /**
   * Decides a command on the version the caller has seen.
   *
   * @throws Refusal 404, 412 if the case has changed since, 400 if it goes to a team that nobody
   *     knows, or to a public where its review may not be answered, 409 if its status does not
   *     allow it
   */
  CaseView act(UUID id, IfMatch seen, CaseCommand command) {
    return transactions.answer(
        LIMIT,
        connection -> {
          var before = load(connection, id, true, caller);
          seen.check(before.version());
          checkTeam(connection, before, command);
          var decision = decide(before, command, Transactions.now(connection));
          CaseRows.update(connection, List.of(decision.after()));
          Journal.write(connection, decision.told());
          Journal.handedOver(connection, before, decision.after());
          PublicAnswers.publish(connection, decision);
          deeds.done(connection, before.storefront(), null);
          return view(connection, List.of(decision.after())).getFirst();
        });
  }

  /** A case goes to a team that is known; the one that has it may be gone by now, and keeps it. */
  private void checkTeam(Connection connection, Case before, CaseCommand command)
      throws SQLException {
    if (command instanceof CaseCommand.Assign assign
        && assign.team() != null
        && !assign.team().equals(before.handling().team())) {
      var known = routing.teams(connection);
      if (!known.contains(assign.team())) {
        throw Refusal.field("/team", "no team has this id; there is " + shown(known));
      }
    }
  }

  private static String shown(Set<String> teams) {
    var first = teams.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return teams.size() > SHOWN ? first + " and " + (teams.size() - SHOWN) + " more" : first;
  }

  /** Only a key with the role agent speaks for a person. */
  boolean byPerson() {
    return caller.hasRole(Role.AGENT);
  }

  private Decision decide(Case before, CaseCommand command, Instant now) {
    try {
      return CaseDecider.decide(before, command, caller.name(), now);
    } catch (CaseDecider.NotNow e) {
      throw Refusal.status(409, String.valueOf(e.getMessage()));
    } catch (CaseDecider.NotThere e) {
      throw Refusal.field(visibility(command), String.valueOf(e.getMessage()));
    }
  }

  /** Where the request said that the answer is public. */
  private static String visibility(CaseCommand command) {
    return command instanceof CaseCommand.Resolve ? "/answer/visibility" : "/visibility";
  }

  /**
   * @throws Refusal 404 if there is none, or the caller may not know of it
   */
  static Case load(Connection connection, UUID id, boolean lock, Caller caller)
      throws SQLException {
    var sql = "select * from cases where id = ?" + (lock ? " for update" : "");
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      try (var rows = statement.executeQuery()) {
        if (rows.next()
            && Sight.of(caller).covers(rows.getString("storefront"), rows.getString("team"))) {
          return CaseRows.one(rows);
        }
      }
    }
    throw Refusal.notFound("no case has this id");
  }

  private List<CaseView> view(Connection connection, List<Case> cases) throws SQLException {
    if (cases.isEmpty()) {
      return List.of();
    }
    var now = Transactions.now(connection);
    var storefronts = cases.stream().map(Case::storefront).distinct().toList();
    var timelines =
        TimelineEntry.of(storefronts, cases.stream().map(Case::id).toList()).stream()
            .collect(Collectors.groupingBy(entry -> entry.caseId));
    return cases.stream()
        .map(c -> CaseView.of(c, contacts, timelines.getOrDefault(c.id(), List.of()), now))
        .toList();
  }
}
