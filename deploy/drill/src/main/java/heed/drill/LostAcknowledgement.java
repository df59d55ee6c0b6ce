package heed.drill;

import java.time.Duration;
import java.util.List;

/** What the log took and could not say so is sent again, and is one review. */
final class LostAcknowledgement implements Drill {
  private static final int MOST = 40;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String name() {
    return "lost-acknowledgement";
  }

  @Override
  public String what() {
    return "the broker appends, and its acknowledgement is lost on the way; one effect";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var deaf = heed.addBehindDetour(Service.INGEST);
    deaf.awaitReady();
    try (var exercise = new Exercise(context, heed)) {
      exercise.load(Load.Manner.steady(exercise.storefront(), context.rate()), () -> deaf.uri("/"));
      int times = context.atFullLength(12, 3);
      for (int i = 0; i < times || i < MOST && twice(exercise) == 0; i++) {
        Wait.pass(Duration.ofMillis(1_000 + context.chance().nextInt(1_500)));
        heed.detour().weather(new Proxy.Weather.Deaf());
        Wait.pass(Duration.ofSeconds(3));
        heed.detour().weather(new Proxy.Weather.Fair());
        Wait.pass(Duration.ofSeconds(2));
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      long twice = twice(exercise);
      exercise.note(
          "%d attempts were sent again, %d records are on the log more often than they were meant"
              .formatted(exercise.repeats(), twice));
      exercise.mustHold(twice > 0, "an acknowledgement was lost after the append");
      return exercise.end(recovery, List.of());
    } finally {
      heed.detour().weather(new Proxy.Weather.Fair());
      heed.drop(deaf);
    }
  }

  /** Records of reviews beyond the two that an edited one may have. */
  private static long twice(Exercise exercise) throws InterruptedException {
    return exercise.received().values().stream().mapToLong(times -> Math.max(0, times - 2)).sum();
  }
}
