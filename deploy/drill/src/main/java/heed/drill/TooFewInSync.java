package heed.drill;

import java.time.Duration;
import java.util.List;

/** One broker alone does not acknowledge for three. */
final class TooFewInSync implements Drill {
  @Override
  public int number() {
    return 5;
  }

  @Override
  public String name() {
    return "too-few-in-sync";
  }

  @Override
  public String what() {
    return "two of three brokers are gone: 503 until one is back; it resumes alone";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    try (var heed = context.fresh(Shape.ONE_AND_TWO);
        var exercise = Exercise.beginKeepingAnswers(context, heed)) {
      Wait.pass(Duration.ofSeconds(3));
      heed.brokers().kill(2);
      heed.brokers().kill(3);
      Cluster.awaitInSync(heed, 1);
      long alone = System.nanoTime();
      Wait.pass(context.atFullLength(Duration.ofSeconds(30), Duration.ofSeconds(5)));
      exercise.awaitAnswerTo(alone);
      long back = System.nanoTime();
      heed.brokers().startAgain(2);
      heed.brokers().startAgain(3);
      exercise.faultEnded();
      double recovery = exercise.settle();
      Cluster.awaitInSync(heed, 3);
      BrokerAway.refused(exercise, exercise.answers(alone, back), back);
      return exercise.end(recovery, List.of());
    }
  }
}
