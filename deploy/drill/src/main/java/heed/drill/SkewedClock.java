package heed.drill;

import static heed.events.EventType.SLA_BREACHED;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The clocks of the services and that of the database differ by five minutes, and due is what the
 * database calls so. What is moved is the database's time as alerting-service is told it: functions
 * of the same names stand before its own on the search path. No process can be given another clock
 * by means of a JDK alone, and to a service it is the same whose clock is wrong.
 */
final class SkewedClock implements Drill {
  private static final int CASES = 500;
  private static final List<String> FUNCTIONS =
      List.of("clock_timestamp", "now", "statement_timestamp", "transaction_timestamp");

  /** Half of the skew: who goes by the wrong clock is off by more than that. */
  private static final Duration SOON = Duration.ofSeconds(150);

  @Override
  public int number() {
    return 14;
  }

  @Override
  public String name() {
    return "skewed-clock";
  }

  @Override
  public String what() {
    return "the services' clocks differ from the database's by 5 minutes; none early, none missed";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    try (var heed = context.fresh(Shape.PLAIN);
        var exercise = new Exercise(context, heed)) {
      var shop = exercise.storefront();
      new Bulk(heed, exercise.ledger()).complaints(shop, CASES);
      exercise.settle();
      var ahead = context.chance().nextBoolean();
      skew(heed, ahead ? "+ interval '5 minutes'" : "- interval '5 minutes'");
      exercise.note("the database is 5 minutes %s".formatted(ahead ? "ahead" : "behind"));
      for (var copy : List.of(heed.copy(Service.ALERTING), heed.add(Service.ALERTING))) {
        if (copy.isReady()) {
          copy.stop();
          copy.start();
        }
        copy.awaitReady();
      }
      heed.alerting()
          .execute(
              """
              with due as materialized (
                select date_trunc('milliseconds', skew.clock_timestamp()) + interval '10 seconds' as at)
              update cases set started_at = due.at - interval '24 hours', due_at = due.at,
                at_risk_at = due.at - interval '4 hours 48 minutes',
                marked_until = due.at - interval '4 hours 48 minutes',
                next_mark_at = due.at, next_due_at = due.at
              from due
              """);
      Wait.until("every mark is told", SOON, () -> breached(heed, "") == CASES);
      exercise.faultEnded();
      double recovery = exercise.settle();
      exercise.mustHold(
          breached(heed, " and recorded_at < due_at") == 0, "no mark is recorded early");
      exercise.mustHold(early(heed) == 0, "no event says that it was told early");
      var told = new Readings(heed, shop).told(exercise.since(), SLA_BREACHED);
      return exercise.end(recovery, List.of(reading(told)));
    }
  }

  private static Reading reading(Map<UUID, Integer> told) {
    return Reading.history("the breaches told on cases-changed", Reading.Due.UNHAPPY, told);
  }

  private static void skew(Heed heed, String by) throws SQLException {
    heed.alerting().execute("create schema skew");
    for (var function : FUNCTIONS) {
      heed.alerting()
          .execute(
              """
              create function skew.%1$s() returns timestamptz language sql as
              'select pg_catalog.%1$s() %2$s'
              """
                  .formatted(function, by.replace("'", "''")));
    }
    // public stays first, so that migrations still find what is theirs
    heed.alerting().execute("alter role alerting set search_path = public, skew, pg_catalog");
  }

  private static long breached(Heed heed, String and) throws SQLException {
    return heed.alerting().number("select count(*) from marks where mark = 'breached'" + and);
  }

  private static long early(Heed heed) throws SQLException {
    return heed.alerting()
        .number(
            "select count(*) from events e join cases c on c.id = e.case_id"
                + " where e.type = ? and e.at < c.due_at",
            SLA_BREACHED.wireName());
  }
}
