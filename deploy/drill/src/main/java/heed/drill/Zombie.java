package heed.drill;

import heed.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who was believed dead wakes up, and what it still wants to write loses. */
final class Zombie implements Drill {
  /**
   * Who reads.
   *
   * @param each how many members of the group a copy is
   */
  private record Reader(String topic, int each) {}

  private static final Map<Service, Reader> READERS =
      Map.of(
          Service.SENTIMENT, new Reader(Topics.REVIEWS_RECEIVED, 1),
          Service.ALERTING, new Reader(Topics.REVIEWS_TAGGED, 1),
          Service.METRICS, new Reader(Topics.REVIEWS_TAGGED, 2));

  @Override
  public int number() {
    return 8;
  }

  @Override
  public String name() {
    return "zombie";
  }

  @Override
  public String what() {
    return "SIGSTOP a reader until the others took its partitions over, then SIGCONT";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    for (var service : READERS.keySet()) {
      heed.add(service);
    }
    heed.awaitReady();
    try (var exercise = Exercise.begin(context, heed)) {
      for (int i = 0; i < context.atFullLength(2, 1); i++) {
        for (var service : List.of(Service.SENTIMENT, Service.ALERTING, Service.METRICS)) {
          Wait.pass(Duration.ofSeconds(2));
          sleepwalk(exercise, heed, heed.copies(service).get(context.chance().nextInt(2)));
        }
      }
      exercise.faultEnded();
      Wait.pass(Duration.ofSeconds(3));
      double recovery = exercise.settle();
      exercise.mustHold(
          exercise.tagged().outOfOrder() == 0, "each review kept the order of its revisions");
      exercise.mustHold(
          KilledAlerting.gaps(heed, exercise.storefront()) == 0,
          "the events of each case are gap-free");
      return exercise.end(recovery, List.of());
    } finally {
      for (var service : READERS.keySet()) {
        heed.drop(heed.copies(service).getLast());
      }
    }
  }

  private static void sleepwalk(Exercise exercise, Heed heed, Copy copy) throws Exception {
    var group = copy.service().title();
    var reader = Objects.requireNonNull(READERS.get(copy.service()));
    int both = 2 * reader.each();
    Wait.until(
        group + " is shared by both copies", () -> holders(heed, group, reader.topic()) == both);
    copy.pause();
    try {
      Wait.until(
          group + " goes on without it",
          () -> holders(heed, group, reader.topic()) == reader.each());
      Wait.pass(Duration.ofSeconds(2));
    } finally {
      copy.goOn();
    }
    exercise.note(copy.name() + " slept until its partitions were another's");
    Wait.until(group + " has it again", () -> holders(heed, group, reader.topic()) == both);
  }

  /** Members that hold partitions of a topic. */
  private static int holders(Heed heed, String group, String topic) throws InterruptedException {
    var described =
        Log.get(heed.log().admin().describeConsumerGroups(List.of(group)).all())
            .values()
            .iterator()
            .next();
    return (int)
        described.members().stream()
            .filter(
                member ->
                    member.assignment().topicPartitions().stream()
                        .anyMatch(p -> p.topic().equals(topic)))
            .count();
  }
}
