package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.alerting.Desk;
import heed.alerting.Loop;
import heed.alerting.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Chooses the recipients of what happened. Any number of copies may run: each takes facts that no
 * other holds, and the notices are written in the transaction that takes the fact away.
 */
@ApplicationScoped
class Planner {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int BATCH = 500;

  private final Transactions transactions;
  private final Desk desk;
  private final CrmAudience crms;
  private final NoticeDecider decider;
  private final Loop loop;

  Planner(Transactions transactions, Desk desk, CrmAudience crms, TellingSettings settings) {
    this.transactions = transactions;
    this.desk = desk;
    this.crms = crms;
    this.decider =
        new NoticeDecider(
            settings.settle(),
            settings.mail().from().isPresent(),
            settings.answer().channels(),
            settings.invite().channels(),
            settings.invite().after());
    this.loop = new Loop("planner", settings.poll(), () -> plan() == BATCH);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Plans one batch of facts; answers how many. */
  int plan() {
    return transactions.call(LIMIT, this::plan);
  }

  private int plan(Connection connection) throws SQLException {
    desk.besideErasures(connection);
    var facts = NoticeRows.untold(connection, BATCH);
    if (facts.isEmpty()) {
      return 0;
    }
    notify(connection, facts);
    NoticeRows.told(connection, facts);
    return facts.size();
  }

  private void notify(Connection connection, List<Fact> facts) throws SQLException {
    var listening = EndpointRows.subscriptions(connection);
    if (listening.isEmpty() && !decider.mail()) {
      return;
    }
    var cases = desk.cases(connection, facts.stream().map(f -> f.event().caseId()).toList());
    var audience = crms.of(connection, listening, cases.values());
    var notices = notices(connection, facts, cases, audience);
    NoticeRows.insert(connection, notices);
    CrmRows.insert(connection, CrmAudience.about(notices, cases));
  }

  private List<Notice> notices(
      Connection connection,
      List<Fact> facts,
      Map<UUID, CaseBrief> cases,
      CrmAudience.Audience audience)
      throws SQLException {
    var teams = desk.teams(connection);
    var notices = new ArrayList<Notice>();
    for (var fact : facts) {
      var brief = cases.get(fact.event().caseId());
      var team = brief == null ? null : teams.apply(brief.team());
      for (var notice : decider.decide(fact, brief, team, audience.of(brief))) {
        if (!notice.type().equals(Notice.INVITATION)
            || NoticeRows.invite(connection, notice.caseId())) {
          notices.add(notice);
        }
      }
    }
    return notices;
  }
}
