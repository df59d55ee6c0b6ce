package heed.eyes;

import heed.eyes.Standstill.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker where the readers stand. It asks for whole groups and not for this copy's share,
 * so that a partition that no copy holds is seen as well.
 */
final class Offsets implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Admin admin;

  /**
   * @param broker settings of its clients; what an admin client does not know is left out
   */
  Offsets(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis() / 2);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
    admin = Admin.create(settings);
  }

  /** Answers if the broker does. */
  void knock() throws ExecutionException, InterruptedException {
    admin.describeCluster().nodes().get();
  }

  /** Where each reading stands, by partition. */
  Map<Reading, Map<Integer, Place>> of(List<Reading> readings)
      throws ExecutionException, InterruptedException {
    var topics = readings.stream().map(Reading::topic).distinct().toList();
    var partitions = partitions(topics);
    var ends = list(partitions, OffsetSpec.latest());
    var begins = list(partitions, OffsetSpec.earliest());
    var places = new HashMap<Reading, Map<Integer, Place>>();
    for (var reading : readings) {
      var committed =
          admin.listConsumerGroupOffsets(reading.group()).partitionsToOffsetAndMetadata().get();
      var own = new HashMap<Integer, Place>();
      for (var partition : partitions) {
        if (partition.topic().equals(reading.topic())) {
          var begin = offset(begins, partition);
          var at = committed.get(partition);
          var next = at == null ? begin : Math.max(begin, at.offset());
          own.put(partition.partition(), new Place(next, offset(ends, partition)));
        }
      }
      places.put(reading, own);
    }
    return places;
  }

  private List<TopicPartition> partitions(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    return partitions;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> list(
      List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, which));
    return admin.listOffsets(asked).all().get();
  }

  private static long offset(
      Map<TopicPartition, ListOffsetsResultInfo> listed, TopicPartition partition) {
    var info = listed.get(partition);
    return info == null ? 0 : info.offset();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
