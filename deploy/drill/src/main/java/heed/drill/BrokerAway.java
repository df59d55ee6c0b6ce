package heed.drill;

import java.time.Duration;
import java.util.List;

/** While nobody can acknowledge, nobody is told that something was. */
final class BrokerAway implements Drill {
  /** The promise is 5 s; on a machine that is busy with the drill itself nobody can hold it. */
  private static final double MOST_SECONDS = 15;

  /** Beyond the minute for which a consumer tries by itself to commit. */
  private static final Duration LONG = Duration.ofSeconds(75);

  private static final long MOST_GROWTH_MEGABYTES = 96;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String name() {
    return "broker-away";
  }

  @Override
  public String what() {
    return "the broker is gone for 75 s: 503 with Retry-After, no 202, memory flat";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var ingest = heed.copy(Service.INGEST);
    var away = context.atFullLength(LONG, Duration.ofSeconds(5));
    try (var exercise = Exercise.beginKeepingAnswers(context, heed)) {
      Wait.pass(Duration.ofSeconds(2));
      if (context.chance().nextBoolean()) {
        heed.brokers().kill(1);
      } else {
        heed.brokers().stop(1);
      }
      long gone = System.nanoTime();
      Wait.pass(away.dividedBy(4));
      long before = ingest.residentMegabytes();
      Wait.pass(away.minus(away.dividedBy(4)));
      exercise.awaitAnswerTo(gone);
      long after = ingest.residentMegabytes();
      long back = System.nanoTime();
      heed.brokers().startAgain(1);
      exercise.faultEnded();
      double recovery = exercise.settle();
      refused(exercise, exercise.answers(gone, back), back);
      exercise.note("review-ingest's memory was %d MB, then %d MB".formatted(before, after));
      exercise.mustHold(
          after - before <= MOST_GROWTH_MEGABYTES, "memory is flat while the broker is away");
      return exercise.end(recovery, List.of());
    }
  }

  /** One that was asked while the broker was away and answered after it came back may be a 202. */
  static void refused(Exercise exercise, List<Load.Heard> asked, long back) {
    var answers =
        asked.stream().filter(a -> a.sentAt() + (long) (a.seconds() * 1e9) < back).toList();
    var slowest = answers.stream().mapToDouble(Load.Heard::seconds).max().orElse(0);
    exercise.note(
        "%d answers meanwhile, the slowest after %.1f s".formatted(answers.size(), slowest));
    exercise.mustHold(!answers.isEmpty(), "somebody was answered meanwhile");
    exercise.mustHold(
        answers.stream().noneMatch(a -> a.status() == 202), "no 202 without a broker");
    exercise.mustHold(
        answers.stream().allMatch(a -> a.status() == 503 && !a.retryAfter().isEmpty()),
        "every answer is 503 with Retry-After");
    exercise.mustHold(slowest <= MOST_SECONDS, "every answer comes soon");
  }
}
