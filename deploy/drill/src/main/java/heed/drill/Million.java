package heed.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A million reviews through the whole while services are killed; the ledger must be exact. */
final class Million implements Drill {
  private static final int FILES = 1_000;
  private static final int LINES = 1_000;
  private static final int BRIEF_FILES = 10;

  @Override
  public int number() {
    return 0;
  }

  @Override
  public String name() {
    return "million";
  }

  @Override
  public String what() {
    return "one million reviews in files of a thousand, services killed at random; ledger exact";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.fresh(Shape.PLAIN);
    try (heed;
        var exercise = new Exercise(context, heed)) {
      var bulk = new Bulk(heed, exercise.ledger());
      int files = context.atFullLength(FILES, BRIEF_FILES);
      var failures = new ArrayList<Exception>();
      var poster =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < files; i++) {
                        bulk.reviews(exercise.storefront(), i * LINES, LINES);
                      }
                    } catch (Exception e) {
                      failures.add(e);
                    }
                  });
      Map<Fault, Integer> kills = new EnumMap<>(Fault.class);
      var chance = context.chance();
      while (poster.isAlive()) {
        Wait.pass(Duration.ofMillis(2_000 + chance.nextInt(8_000)));
        var fault = Fault.KILLS.get(chance.nextInt(Fault.KILLS.size()));
        fault.happen(heed, chance);
        kills.merge(fault, 1, Integer::sum);
        context.say("%d reviews acknowledged".formatted(exercise.ledger().acknowledged()));
      }
      if (!failures.isEmpty()) {
        throw failures.getFirst();
      }
      exercise.faultEnded();
      double recovery = exercise.settle(Duration.ofHours(3));
      exercise.note("kills: " + kills);
      exercise.mustHold(
          exercise.ledger().acknowledged() == (long) files * LINES, "all were accepted in the end");
      return exercise.end(recovery, List.of());
    }
  }
}
