package heed.drill;

import java.time.Duration;
import java.util.List;

/** Hours of mixed traffic with a fault now and then; nothing may be lost, and nothing may grow. */
final class Soak implements Drill {
  private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(20);

  @Override
  public int number() {
    return 0;
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String what() {
    return "posts, edits and erasures for --minutes, a fault every 20 s; nothing grows";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.fresh(Shape.PLAIN.with(Service.SENTIMENT, "heed.learning.enabled", "true"));
    try (heed;
        var exercise = new Exercise(context, heed)) {
      exercise.load(
          new Load.Manner(exercise.storefront(), context.rate(), 24, 7, 11, false, false));
      var chance = context.chance();
      var growth = new Growth();
      long end = System.nanoTime() + context.lasting().toNanos();
      while (System.nanoTime() < end) {
        Wait.pass(BETWEEN_FAULTS);
        growth.sample(heed);
        var fault = Fault.any(chance);
        context.say(fault.name());
        fault.happen(heed, chance);
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      growth.sample(heed);
      growth.lines().forEach(exercise::note);
      growth.broken().forEach(rule -> exercise.mustHold(false, rule));
      exercise.mustHold(
          KilledAlerting.gaps(heed, exercise.storefront()) == 0,
          "the events of each case are gap-free");
      return exercise.end(recovery, List.of());
    }
  }
}
