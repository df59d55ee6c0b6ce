package heed.drill;

import heed.events.DeadLetters;
import heed.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What cannot be read is laid aside once, and its neighbours do not notice. */
final class PoisonedTopics implements Drill {
  /** Who lays aside what cannot be read on a topic. */
  private static final Map<String, List<String>> LETTERS =
      Map.of(
          Topics.REVIEWS_RECEIVED, List.of(Topics.SENTIMENT_DEAD_LETTER),
          Topics.REVIEWS_TAGGED, List.of(Topics.ALERTING_DEAD_LETTER, Topics.METRICS_DEAD_LETTER));

  private static final Pattern WAITING = Pattern.compile("(?m)^[a-z-]+: (\\d+) wait$");

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String what() {
    return "1 % poison on the topics: laid aside once each with its origin; put back when mended";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var chance = context.chance();
    try (var exercise = Exercise.begin(context, heed);
        var poison = new Poison(heed)) {
      heed.deadLetters("dismiss"); // of the drills before
      int pieces = context.atFullLength(60, 10);
      var topics = List.of(Topics.REVIEWS_RECEIVED, Topics.REVIEWS_TAGGED);
      for (int i = 0; i < pieces; i++) {
        poison.write(topics.get(chance.nextInt(2)), i % Poison.KINDS, "key-" + chance.nextInt(99));
        Wait.pass(Duration.ofMillis(100_000L / context.rate())); // one in a hundred
      }
      exercise.faultEnded();
      double recovery = exercise.settle();
      laidAside(exercise, heed, poison);
      recovery += putBack(exercise, heed, poison);
      return exercise.end(recovery, List.of());
    }
  }

  private static void laidAside(Exercise exercise, Heed heed, Poison poison)
      throws InterruptedException {
    var letters = letters(heed, exercise.since());
    for (var place : poison.places()) {
      for (var topic : LETTERS.getOrDefault(place.split(" ", 2)[0], List.of())) {
        int times = letters.getOrDefault(topic + " " + place, 0);
        exercise.mustHold(
            times == 1, "%s is once in %s, not %d times".formatted(place, topic, times));
      }
    }
    exercise.note(
        "%d pieces of poison, each laid aside by its readers".formatted(poison.places().size()));
  }

  /** How often each place is on each dead-letter topic. */
  static Map<String, Integer> letters(Heed heed, Map<TopicPartition, Long> since)
      throws InterruptedException {
    var found = new HashMap<String, Integer>();
    for (var topics : LETTERS.values()) {
      for (var topic : topics) {
        heed.log()
            .read(
                topic,
                since,
                letter ->
                    found.merge(
                        String.join(
                            " ",
                            topic,
                            Readings.header(letter, DeadLetters.TOPIC),
                            Readings.header(letter, DeadLetters.PARTITION),
                            Readings.header(letter, DeadLetters.OFFSET)),
                        1,
                        Integer::sum));
      }
    }
    return found;
  }

  /**
   * As the runbook says. Here a record of ours is laid aside as a reader would that does not know
   * its version yet: put back, it is read, and is nothing new. Poison stays poison: it is laid
   * aside again, once, from where it was put, and can be dismissed.
   */
  private static double putBack(Exercise exercise, Heed heed, Poison poison)
      throws IOException, InterruptedException {
    var one = passedOn(exercise, heed);
    poison.send(DeadLetters.letter(Topics.METRICS_DEAD_LETTER, one, "not known yet"));
    long begun = System.nanoTime();
    heed.deadLetters("replay");
    heed.awaitCalm();
    double recovery = Wait.secondsSince(begun);
    exercise.mustHold(
        times(exercise, heed, one) == 2, "what can be read is put back where it came from, once");
    var again = waiting(heed);
    var due = poison.places().size() + taggedPlaces(poison);
    exercise.mustHold(
        again == due,
        "each piece of poison is laid aside again by each of its readers: %d, not %d%n%s"
            .formatted(due, again, again == due ? "" : heed.deadLetters("list")));
    heed.deadLetters("dismiss");
    exercise.mustHold(waiting(heed) == 0, "what is dismissed waits no more");
    exercise.note(
        "all put back: what can be read is read, %d are laid aside again".formatted(again));
    return recovery;
  }

  /** A record that its readers have read. */
  private static ConsumerRecord<byte[], byte[]> passedOn(Exercise exercise, Heed heed)
      throws InterruptedException {
    var taken = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
    heed.log()
        .read(
            Topics.REVIEWS_TAGGED,
            exercise.since(),
            r -> {
              if (r.value() != null && text(r.value()).contains(exercise.storefront())) {
                taken.putIfAbsent("one", r);
              }
            });
    var one = taken.get("one");
    if (one == null) {
      throw new Failed("nothing was passed on");
    }
    return one;
  }

  /** How often it stands where it was. */
  private static int times(Exercise exercise, Heed heed, ConsumerRecord<byte[], byte[]> one)
      throws InterruptedException {
    var times = new AtomicInteger();
    heed.log()
        .read(
            one.topic(),
            exercise.since(),
            r -> {
              if (r.partition() == one.partition() && Arrays.equals(r.value(), one.value())) {
                times.incrementAndGet();
              }
            });
    return times.get();
  }

  private static int waiting(Heed heed) throws IOException, InterruptedException {
    return WAITING
        .matcher(heed.deadLetters("list"))
        .results()
        .mapToInt(service -> Integer.parseInt(service.group(1)))
        .sum();
  }

  private static int taggedPlaces(Poison poison) {
    return (int)
        poison.places().stream().filter(p -> p.startsWith(Topics.REVIEWS_TAGGED + " ")).count();
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
