package heed.drill;

import heed.embedded.EmbeddedBroker;
import heed.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What cannot be laid aside is not passed over. */
final class MissingDeadLetters implements Drill {
  @Override
  public int number() {
    return 12;
  }

  @Override
  public String name() {
    return "missing-dead-letters";
  }

  @Override
  public String what() {
    return "the dead-letter topic is missing: the record stays uncommitted, and a figure says so";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    try (var exercise = Exercise.begin(context, heed);
        var poison = new Poison(heed)) {
      Wait.pass(Duration.ofSeconds(2));
      Log.get(heed.log().admin().deleteTopics(List.of(Topics.SENTIMENT_DEAD_LETTER)).all());
      var place = poison.write(Topics.REVIEWS_RECEIVED, 0, "poison").split(" ", -1);
      var partition = new TopicPartition(place[0], Integer.parseInt(place[1]));
      long offset = Long.parseLong(place[2]);
      Wait.until(
          "the figure that the alarm looks at rises",
          () ->
              heed.copy(Service.SENTIMENT)
                      .figure("heed_consumer_stuck_seconds", "\"reviews-received\"")
                  > 3);
      exercise.note("heed_consumer_stuck_seconds rises; HeedOffsetStuck pages after two minutes");
      Wait.pass(context.atFullLength(Duration.ofSeconds(30), Duration.ofSeconds(3)));
      long committed = heed.log().committed("sentiment-service").getOrDefault(partition, 0L);
      exercise.mustHold(committed <= offset, "nothing is committed past the record");
      EmbeddedBroker.createTopics(heed.brokers().bootstrapServers(), Topics.ALL);
      exercise.faultEnded();
      double recovery = exercise.settle();
      // from the beginning: the topic is a new one, in which no earlier offset means anything
      int letters =
          PoisonedTopics.letters(heed, Map.of())
              .getOrDefault(Topics.SENTIMENT_DEAD_LETTER + " " + String.join(" ", place), 0);
      exercise.mustHold(letters >= 1, "the record is laid aside once there is a place for it");
      return exercise.end(recovery, List.of());
    } finally {
      EmbeddedBroker.createTopics(heed.brokers().bootstrapServers(), Topics.ALL);
    }
  }
}
