package heed.drill;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading everything again from its beginning changes nothing. */
final class Replay implements Drill {
  private static final List<Service> READERS =
      List.of(Service.SENTIMENT, Service.ALERTING, Service.METRICS);

  @Override
  public int number() {
    return 17;
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String what() {
    return "every topic is read again from its earliest offset; nothing changes";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    try (var exercise = Exercise.begin(context, heed)) {
      Wait.pass(context.atFullLength(Duration.ofSeconds(20), Duration.ofSeconds(4)));
      exercise.settle();
      var before = everything(heed);
      for (var service : READERS) {
        heed.copy(service).stop();
      }
      for (var service : READERS) {
        forget(heed, service.title());
      }
      long again = heed.log().lag();
      for (var service : READERS) {
        heed.copy(service).start();
      }
      heed.awaitReady();
      exercise.faultEnded();
      double recovery = exercise.settle();
      exercise.note("%d records were read again, and what followed of them".formatted(again));
      exercise.mustHold(again > 0, "there is something to read again");
      var after = everything(heed);
      before.forEach(
          (what, was) ->
              exercise.mustHold(
                  was.equals(after.get(what)),
                  "%s is as it was: %s, now %s".formatted(what, was, after.get(what))));
      return exercise.end(recovery, List.of());
    }
  }

  /** Where the group was is forgotten; the broker first has to see that its members left. */
  private static void forget(Heed heed, String group) throws InterruptedException {
    Wait.until(
        group + " is forgotten",
        () -> {
          Log.get(heed.log().admin().deleteConsumerGroups(List.of(group)).all());
          return true;
        });
  }

  /**
   * Rows and a sum over all their columns, of what follows from reviews. No drill sends orders, so
   * what follows from those is left out.
   */
  private static Map<String, String> everything(Heed heed) throws SQLException {
    var all = new LinkedHashMap<String, String>();
    for (var table : List.of("cases", "events", "marks", "timeline")) {
      all.put("alerting's " + table, sum(heed.alerting(), table));
    }
    for (var table :
        List.of("reviews", "counters", "customers", "reviewers", "cause_counters", "cause_sums")) {
      all.put("metrics' " + table, sum(heed.metrics(), table));
    }
    return all;
  }

  private static String sum(Database database, String table) throws SQLException {
    return database.text(
        "select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from "
            + table
            + " t");
  }
}
