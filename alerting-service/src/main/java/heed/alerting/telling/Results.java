package heed.alerting.telling;

import heed.alerting.Transactions;
import heed.alerting.crm.Mapping;
import heed.alerting.telling.Delivery.State;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Writes down what came of attempts: what is done, what is tried again, what is given up. */
@Singleton
class Results {
  private static final Logger LOG = Logger.getLogger(Results.class);

  private final EndpointRows endpoints;
  private final Letters letters;
  private final RetryDecider retry;
  private final Duration outage;

  Results(EndpointRows endpoints, Letters letters, TellingSettings settings) {
    this.endpoints = endpoints;
    this.letters = letters;
    var again = settings.retry();
    this.retry = new RetryDecider(again.first(), again.longest(), again.giveUp());
    this.outage = settings.mail().outage();
  }

  /** False if another copy has taken over meanwhile. */
  boolean save(Connection connection, Delivery delivery, Outcome outcome) throws SQLException {
    letters.lock(connection, delivery);
    var saved = saved(connection, delivery, outcome);
    if (saved) {
      letters.became(connection, delivery, outcome);
    }
    return saved;
  }

  private boolean saved(Connection connection, Delivery delivery, Outcome outcome)
      throws SQLException {
    return switch (outcome) {
      case Outcome.Delivered done -> delivered(connection, delivery, done);
      case Outcome.Dropped dropped -> dropped(connection, delivery, dropped);
      case Outcome.Refused refused -> dead(connection, delivery, refused);
      case Outcome.Gone gone -> gone(connection, delivery, gone);
      case Outcome.Failed failed -> failed(connection, delivery, failed);
      case Outcome.Away away -> away(connection, delivery, away);
      case Outcome.Later later -> {
        DeliveryRows.again(connection, delivery, later.until(), later);
        yield true;
      }
    };
  }

  private static boolean delivered(Connection connection, Delivery delivery, Outcome.Delivered done)
      throws SQLException {
    if (delivery.event().equals(Mapping.ERASED)) {
      CrmRows.obeyed(connection, delivery.id());
    }
    return DeliveryRows.done(connection, delivery, State.DELIVERED, done);
  }

  private boolean failed(Connection connection, Delivery delivery, Outcome.Failed failed)
      throws SQLException {
    var now = Transactions.now(connection);
    Instant next =
        retry.next(delivery.attempts(), delivery.since(), now, failed.retryAfter(), chance());
    if (next == null) {
      return dead(connection, delivery, failed);
    }
    DeliveryRows.again(connection, delivery, next, failed);
    return true;
  }

  /**
   * It is no fault of the letter's: it stays near the front, for when the server is back, and what
   * time it has for failures of its own begins then.
   */
  private boolean away(Connection connection, Delivery delivery, Outcome.Away away)
      throws SQLException {
    var now = Transactions.now(connection);
    if (now.isAfter(delivery.createdAt().plus(outage))) {
      return dead(connection, delivery, away);
    }
    DeliveryRows.spared(connection, delivery, retry.soon(now, chance()), away);
    return true;
  }

  private static double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private static boolean dead(Connection connection, Delivery delivery, Outcome outcome)
      throws SQLException {
    LOG.warnf(
        "given up: delivery=%s, channel=%s, attempts=%d, outcome=%s",
        delivery.id(), delivery.medium(), delivery.attempts(), outcome.words());
    return DeliveryRows.done(connection, delivery, State.DEAD, outcome);
  }

  private static boolean dropped(Connection connection, Delivery delivery, Outcome outcome)
      throws SQLException {
    if (delivery.event().equals(Notice.INVITATION) && delivery.attempts() == 1) {
      for (var notice : NoticeRows.of(connection, delivery.id())) {
        NoticeRows.uninvite(connection, notice.caseId());
        NoticeRows.forget(connection, List.of(notice));
      }
    }
    return DeliveryRows.done(connection, delivery, State.DROPPED, outcome);
  }

  private boolean gone(Connection connection, Delivery delivery, Outcome.Gone gone)
      throws SQLException {
    if (endpoints.disable(connection, delivery.recipient(), gone.words())) {
      LOG.warnf("endpoint disabled: endpoint=%s, reason=410", delivery.recipient());
    }
    var done = DeliveryRows.done(connection, delivery, State.DEAD, gone);
    var to = new Recipient(delivery.medium(), delivery.recipient());
    DeliveryRows.giveUp(connection, to, "the endpoint is disabled");
    return done;
  }
}
