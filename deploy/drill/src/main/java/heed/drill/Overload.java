package heed.drill;

import java.time.Duration;
import java.util.List;

/** Five times what it can take: who is refused is told so, and who is accepted is in. */
final class Overload implements Drill {
  private static final int TIMES = 5;
  private static final double CALM_SECONDS = 10;

  @Override
  public int number() {
    return 0;
  }

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public String what() {
    return "five times what a key may send for 3 minutes: 429 or 503, the accepted ones exact";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    int most = context.rate();
    var shape =
        Shape.PLAIN.with(Service.INGEST, "heed.limits.reviews-per-second", String.valueOf(most));
    var heed = context.fresh(shape);
    try (heed;
        var exercise = new Exercise(context, heed).keepAnswers()) {
      double before = latency(heed);
      var shop = exercise.storefront();
      var manner = new Load.Manner(shop, TIMES * most, 256, 0, 0, true, false);
      exercise.load(manner);
      Wait.pass(context.atFullLength(Duration.ofMinutes(3), Duration.ofSeconds(10)));
      exercise.faultEnded();
      exercise.finishPosting();
      long over = System.nanoTime();
      while (latency(heed) > Math.max(before * 3, 0.05) && Wait.secondsSince(over) < 120) {
        Wait.pass(Duration.ofMillis(100));
      }
      double calm = Wait.secondsSince(over);
      double recovery = exercise.settle();
      var answers = exercise.answers(Long.MIN_VALUE, Long.MAX_VALUE);
      exercise.note(
          "%d answers: %d accepted, %d told 429, %d told 503, %d not answered; calm after %.1f s"
              .formatted(
                  answers.size(),
                  count(answers, 202),
                  count(answers, 429),
                  count(answers, 503),
                  count(answers, 0),
                  calm));
      exercise.mustHold(
          answers.stream().allMatch(a -> List.of(0, 202, 429, 503).contains(a.status())),
          "who is refused is told 429 or 503");
      exercise.mustHold(
          answers.stream()
              .filter(a -> a.status() == 429 || a.status() == 503)
              .noneMatch(a -> a.retryAfter().isEmpty()),
          "and when to come again");
      exercise.mustHold(
          count(answers, 429) + count(answers, 503) > 0, "it was more than it can take");
      exercise.mustHold(calm <= CALM_SECONDS, "latency is back to calm");
      return exercise.end(recovery, List.of());
    }
  }

  private static long count(List<Load.Heard> answers, int status) {
    return answers.stream().filter(a -> a.status() == status).count();
  }

  /** Seconds for an answer that costs little; the median of some. */
  private static double latency(Heed heed) throws Exception {
    var uri = heed.copy(Service.INGEST).uri("/v1/reviews");
    var seconds = new double[9];
    for (int i = 0; i < seconds.length; i++) {
      long begun = System.nanoTime();
      Http.post(uri, heed.key(), "application/json", "{}");
      seconds[i] = Wait.secondsSince(begun);
    }
    java.util.Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }
}
