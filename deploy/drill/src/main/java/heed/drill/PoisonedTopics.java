package heed.drill;

import heed.events.DeadLetters;
import heed.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What cannot be read is laid aside once, and its neighbours do not notice. */
final class PoisonedTopics implements Drill {
  /** Who lays aside what cannot be read on a topic. */
  private static final Map<String, List<String>> LETTERS =
      Map.of(
          Topics.REVIEWS_RECEIVED, List.of(Topics.SENTIMENT_DEAD_LETTER),
          Topics.REVIEWS_TAGGED, List.of(Topics.ALERTING_DEAD_LETTER, Topics.METRICS_DEAD_LETTER));

  private static final byte[] V1 = "review.tagged.v1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] V9 = "review.tagged.v9".getBytes(StandardCharsets.UTF_8);

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
   * As the runbook says: what a newer writer wrote goes back to its topic once the reader knows it.
   * Here a record of ours is made unreadable, laid aside, mended and put back: it is nothing new.
   */
  private static double putBack(Exercise exercise, Heed heed, Poison poison)
      throws InterruptedException {
    var taken = new HashMap<String, ProducerRecord<byte[], byte[]>>();
    heed.log()
        .read(
            Topics.REVIEWS_TAGGED,
            exercise.since(),
            r -> {
              if (r.value() != null && text(r.value()).contains(exercise.storefront())) {
                taken.putIfAbsent(
                    "one", new ProducerRecord<>(r.topic(), null, r.key(), r.value(), r.headers()));
              }
            });
    var one = taken.get("one");
    if (one == null) {
      throw new Failed("nothing was passed on");
    }
    var place = Poison.place(one.topic(), poison.send(as(V9, one)));
    heed.awaitCalm();
    exercise.mustHold(
        letters(heed, exercise.since()).getOrDefault(Topics.METRICS_DEAD_LETTER + " " + place, 0)
            == 1,
        "a record of a later version is laid aside");
    long begun = System.nanoTime();
    poison.send(as(V1, one));
    heed.awaitCalm();
    return Wait.secondsSince(begun);
  }

  private static ProducerRecord<byte[], byte[]> as(
      byte[] type, ProducerRecord<byte[], byte[]> record) {
    var again = new ProducerRecord<>(record.topic(), record.key(), record.value());
    record.headers().forEach(again.headers()::add);
    again.headers().remove("ce_type").add("ce_type", type);
    return again;
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
