package heed.drill;

import java.time.Duration;
import java.util.List;

/** What the log took and could not say so is sent again, and is one review. */
final class LostAcknowledgement implements Drill {
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
      var chance = context.chance();
      for (int i = 0; i < context.atFullLength(12, 3); i++) {
        Wait.pass(Duration.ofMillis(1_000 + chance.nextInt(1_500)));
        loseAcknowledgements(heed.detour(), exercise);
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

  /**
   * Until somebody was refused for it: before, the producer itself would send the same batch again,
   * which the broker knows by its number and appends once.
   */
  private static void loseAcknowledgements(Proxy detour, Exercise exercise)
      throws InterruptedException {
    int before = exercise.repeats();
    detour.weather(new Proxy.Weather.Deaf());
    try {
      Wait.until("somebody is told to come again", () -> exercise.repeats() > before);
    } finally {
      detour.weather(new Proxy.Weather.Fair());
    }
    Wait.pass(Duration.ofSeconds(2));
  }

  /** Records of reviews beyond the two that an edited one may have. */
  private static long twice(Exercise exercise) throws InterruptedException {
    return exercise.received().values().stream().mapToLong(times -> Math.max(0, times - 2)).sum();
  }
}
