package heed.alerting.telling;

import heed.alerting.Desk;
import heed.alerting.Loop;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.telling.GatherDecider.Gathering;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Makes messages of what waits for people: one by one, or one digest instead of a flood. One copy
 * at a time does, so that what came together is told together.
 */
@ApplicationScoped
class Gatherer {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int RECIPIENTS = 100;
  private static final String ALONE =
      "select pg_try_advisory_xact_lock(hashtext('heed gatherer')) as alone";

  private final Transactions transactions;
  private final Desk desk;
  private final TellingMeters meters;
  private final GatherDecider decider;
  private final Duration settle;
  private final Loop loop;

  Gatherer(Transactions transactions, Desk desk, TellingMeters meters, TellingSettings settings) {
    this.transactions = transactions;
    this.desk = desk;
    this.meters = meters;
    this.decider = new GatherDecider(settings.digestFrom(), settings.digestWindow());
    this.settle = settings.settle();
    this.loop = new Loop("gatherer", settings.poll(), () -> gather() == RECIPIENTS);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Gathers for some recipients; answers for how many. */
  int gather() {
    return transactions.call(LIMIT, this::gather);
  }

  private int gather(Connection connection) throws SQLException {
    if (!Sql.list(connection, ALONE, row -> row.getBoolean("alone")).getFirst()) {
      return 0;
    }
    var recipients = NoticeRows.recipients(connection, RECIPIENTS);
    var now = Transactions.now(connection);
    for (var recipient : recipients) {
      gather(connection, recipient, now);
    }
    return recipients.size();
  }

  private void gather(Connection connection, Recipient to, Instant now) throws SQLException {
    // What settles a moment later belongs to the same burst.
    var waiting = stillTrue(connection, NoticeRows.waiting(connection, to, now.plus(settle)));
    if (waiting.isEmpty()) {
      return;
    }
    var recent = DeliveryRows.recent(connection, to, now.minus(decider.window()));
    switch (decider.decide(waiting.size(), recent, now)) {
      case Gathering.Later later -> NoticeRows.later(connection, waiting, later.at());
      case Gathering.Digest ignored -> digest(connection, to, waiting);
      case Gathering.OneByOne ignored -> {
        for (var notice : waiting) {
          DeliveryRows.insert(connection, notice.id(), to, notice.type());
          NoticeRows.join(connection, List.of(notice), notice.id());
        }
      }
    }
  }

  private static void digest(Connection connection, Recipient to, List<Notice> notices)
      throws SQLException {
    var id = UUID.randomUUID();
    DeliveryRows.insert(connection, id, to, Delivery.DIGEST);
    NoticeRows.join(connection, notices, id);
  }

  private List<Notice> stillTrue(Connection connection, List<Notice> notices) throws SQLException {
    var cases = desk.cases(connection, notices.stream().map(Notice::caseId).toList());
    var untrue = notices.stream().filter(n -> !Truth.holds(n, cases.get(n.caseId()))).toList();
    NoticeRows.forget(connection, untrue);
    untrue.forEach(n -> meters.dropped(n.medium()));
    return notices.stream().filter(n -> !untrue.contains(n)).toList();
  }
}
