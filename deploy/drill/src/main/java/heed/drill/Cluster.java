package heed.drill;

import heed.events.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** What three brokers say of themselves. */
final class Cluster {
  private Cluster() {}

  static int leader(Heed heed, String topic, int partition) throws InterruptedException {
    Wait.until(topic + " has a leader", () -> find(heed, topic, partition) > 0);
    return find(heed, topic, partition);
  }

  private static int find(Heed heed, String topic, int partition) throws InterruptedException {
    Node leader =
        describe(heed, List.of(topic))
            .values()
            .iterator()
            .next()
            .partitions()
            .get(partition)
            .leader();
    return leader == null ? 0 : leader.id();
  }

  private static Map<String, TopicDescription> describe(Heed heed, List<String> topics)
      throws InterruptedException {
    return Log.get(heed.log().admin().describeTopics(topics).allTopicNames());
  }

  /** Waits until every partition has so many copies in sync. */
  static void awaitInSync(Heed heed, int copies) throws InterruptedException {
    var names = Topics.ALL.stream().map(Topics.Topic::name).toList();
    Wait.until(
        copies + " copies are in sync",
        () ->
            describe(heed, names).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(TopicPartitionInfo::isr)
                .allMatch(isr -> isr.size() == copies));
  }
}
