package heed.drill;

import java.time.Duration;
import java.util.List;

/** What was answered 202 is in, and what a client sends again is in once. */
final class KilledIngest implements Drill {
  @Override
  public int number() {
    return 1;
  }

  @Override
  public String name() {
    return "killed-ingest";
  }

  @Override
  public String what() {
    return "kill -9 review-ingest under load, many times; clients retry";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var chance = context.chance();
    try (var exercise = Exercise.begin(context, heed)) {
      int kills = context.atFullLength(20, 4);
      for (int i = 0; i < kills; i++) {
        Wait.pass(Duration.ofMillis(500 + chance.nextInt(1_500)));
        heed.killAndStart(heed.copy(Service.INGEST));
      }
      exercise.faultEnded();
      Wait.pass(Duration.ofSeconds(1));
      double recovery = exercise.settle();
      exercise.mustHold(exercise.repeats() > 0, "a kill was felt: something was sent again");
      return exercise.end(recovery, List.of());
    }
  }
}
