package heed.drill;

import heed.events.Topics;
import java.time.Duration;
import java.util.List;

/** What was passed on and not committed is passed on again, and is one all the same. */
final class KilledSentiment implements Drill {
  private static final int MOST = 60;

  @Override
  public int number() {
    return 6;
  }

  @Override
  public String name() {
    return "killed-sentiment";
  }

  @Override
  public String what() {
    return "kill -9 sentiment-service between produce and commit; readers drop exactly the repeats";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var chance = context.chance();
    heed.awaitCalm();
    double dropped = dropped(heed);
    try (var exercise = Exercise.begin(context, heed)) {
      int kills = context.atFullLength(20, 2);
      for (int i = 0; i < kills || i < MOST && exercise.tagged().repeats() == 0; i++) {
        Wait.pass(Duration.ofMillis(1_000 + chance.nextInt(2_000)));
        awaitProduce(heed);
        heed.killAndStart(heed.copy(Service.SENTIMENT));
      }
      exercise.faultEnded();
      Wait.pass(Duration.ofSeconds(1));
      double recovery = exercise.settle();
      var tagged = exercise.tagged();
      exercise.note("%d records were passed on twice".formatted(tagged.repeats()));
      exercise.mustHold(tagged.repeats() > 0, "a kill fell between produce and commit");
      exercise.mustHold(tagged.outOfOrder() == 0, "each review kept the order of its revisions");
      exercise.mustHold(
          dropped(heed) - dropped == tagged.repeats(),
          "alerting-service dropped the repeats and nothing else, %.0f"
              .formatted(dropped(heed) - dropped));
      return exercise.end(recovery, List.of());
    }
  }

  /** Returns as soon as more was passed on; what was read is committed within the next second. */
  private static void awaitProduce(Heed heed) throws InterruptedException {
    var topic = List.of(Topics.REVIEWS_TAGGED);
    var before = heed.log().ends(topic);
    Wait.until("something is passed on", () -> !heed.log().ends(topic).equals(before));
  }

  private static double dropped(Heed heed) throws Exception {
    return heed.copy(Service.ALERTING).figure("heed_reviews_applied_total", "\"repeated\"");
  }
}
