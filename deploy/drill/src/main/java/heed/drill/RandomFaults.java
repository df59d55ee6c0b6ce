package heed.drill;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One fault after the other, whichever it is, under load; then the ledger must be exact. */
final class RandomFaults implements Drill {
  @Override
  public int number() {
    return 0;
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String what() {
    return "random faults for --minutes, one after the other, under load with edits";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.fresh(Shape.PLAIN);
    try (heed;
        var exercise = Exercise.begin(context, heed)) {
      var chance = context.chance();
      Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
      long end = System.nanoTime() + context.lasting().toNanos();
      while (System.nanoTime() < end) {
        Wait.pass(Duration.ofMillis(500 + chance.nextInt(2_500)));
        var fault = Fault.any(chance);
        context.say(fault.name());
        fault.happen(heed, chance);
        happened.merge(fault, 1, Integer::sum);
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      exercise.note("faults: " + happened);
      exercise.mustHold(
          exercise.tagged().outOfOrder() == 0, "each review kept the order of its revisions");
      exercise.mustHold(
          KilledAlerting.gaps(heed, exercise.storefront()) == 0,
          "the events of each case are gap-free");
      return exercise.end(recovery, List.of());
    }
  }
}
