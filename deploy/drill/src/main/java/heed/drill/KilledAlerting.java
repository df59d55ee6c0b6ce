package heed.drill;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the database has and the log does not know of is read again, and changes no case. */
final class KilledAlerting implements Drill {
  private static final int MOST = 60;

  @Override
  public int number() {
    return 7;
  }

  @Override
  public String name() {
    return "killed-alerting";
  }

  @Override
  public String what() {
    return "kill -9 alerting-service after the database's commit, before the log's; cases unchanged";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var chance = context.chance();
    try (var exercise = Exercise.begin(context, heed)) {
      int kills = context.atFullLength(20, 2);
      double repeated = -repeated(heed); // of an earlier life
      for (int i = 0; i < kills || i < MOST && repeated <= 0; i++) {
        Wait.pass(Duration.ofMillis(1_000 + chance.nextInt(2_000)));
        var copy = heed.copy(Service.ALERTING);
        repeated += repeated(heed);
        awaitCommit(heed, exercise.storefront());
        copy.kill();
        var before = cases(heed, exercise.storefront());
        copy.start();
        copy.awaitReady();
        // its partitions are its own again once the one that was killed is missed
        Wait.until("it reads again", () -> copy.figure("heed_reviews_applied_total") > 0);
        unchanged(exercise, before, cases(heed, exercise.storefront()));
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      repeated += repeated(heed);
      exercise.note("at least %.0f records were read that were in already".formatted(repeated));
      exercise.mustHold(repeated > 0, "a kill fell between the two commits");
      exercise.mustHold(
          gaps(heed, exercise.storefront()) == 0, "the events of each case are gap-free");
      return exercise.end(recovery, List.of());
    }
  }

  /** Returns as soon as the database has more; the log is told within the next second. */
  private static void awaitCommit(Heed heed, String storefront)
      throws SQLException, InterruptedException {
    var rows = "select count(*) from reviews where storefront = ?";
    long before = heed.alerting().number(rows, storefront);
    Wait.until("the database commits", () -> heed.alerting().number(rows, storefront) != before);
  }

  private static double repeated(Heed heed) throws IOException {
    return heed.copy(Service.ALERTING).figure("heed_reviews_applied_total", "\"repeated\"");
  }

  /** What a case was opened with, which nothing that is read again may move. */
  static Map<String, String> cases(Heed heed, String storefront) throws SQLException {
    return heed.alerting()
        .ask(
            rows -> {
              var found = new HashMap<String, String>();
              while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
              }
              return found;
            },
            "select id::text, concat_ws(' ', started_at, due_at, opened_at, cycle, team)"
                + " from cases where storefront = ?",
            storefront);
  }

  private static void unchanged(
      Exercise exercise, Map<String, String> before, Map<String, String> after) {
    var same = before.entrySet().stream().allMatch(c -> c.getValue().equals(after.get(c.getKey())));
    exercise.mustHold(same, "the cases that were there are as they were");
  }

  static long gaps(Heed heed, String storefront) throws SQLException {
    return heed.alerting()
        .number(
            "select count(*) from (select case_id from events where storefront = ? group by case_id"
                + " having count(*) <> max(sequence) or min(sequence) <> 1) g",
            storefront);
  }
}
