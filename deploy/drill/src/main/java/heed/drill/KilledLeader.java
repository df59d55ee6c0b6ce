package heed.drill;

import heed.events.Topics;
import java.time.Duration;
import java.util.List;

/** What two brokers have is not lost with one. */
final class KilledLeader implements Drill {
  @Override
  public int number() {
    return 4;
  }

  @Override
  public String name() {
    return "killed-leader";
  }

  @Override
  public String what() {
    return "three brokers, two in sync at least: kill -9 of leaders in turn; order per review kept";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    try (var heed = context.fresh(Shape.THREE);
        var exercise = Exercise.begin(context, heed)) {
      int kills = context.atFullLength(4, 1);
      var chance = context.chance();
      for (int i = 0; i < kills; i++) {
        Wait.pass(Duration.ofSeconds(3));
        int leader = Cluster.leader(heed, Topics.REVIEWS_RECEIVED, chance.nextInt(12));
        heed.brokers().kill(leader);
        exercise.note("killed broker " + leader);
        Wait.pass(Duration.ofSeconds(10));
        heed.brokers().startAgain(leader);
        Cluster.awaitInSync(heed, 3);
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      exercise.mustHold(
          exercise.tagged().outOfOrder() == 0, "each review kept the order of its revisions");
      return exercise.end(recovery, List.of());
    }
  }
}
