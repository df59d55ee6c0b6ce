package heed.embedded;

import heed.events.Topics.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;

/** Makes the topics that are missing, and waits until all of them can be used. */
final class TopicCreation {
  private static final int LEADER_ATTEMPTS = 150;
  private static final int NODE_ATTEMPTS = 900;

  private TopicCreation() {}

  static void on(
      String bootstrapServers,
      Map<String, String> client,
      List<Topic> topics,
      Retention retention,
      int copies) {
    var settings = new HashMap<String, Object>(client);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var admin = Admin.create(settings)) {
      awaitNodes(admin, copies);
      var existing = admin.listTopics().names().get();
      var missing = topics.stream().filter(topic -> !existing.contains(topic.name()));
      admin
          .createTopics(missing.map(topic -> newTopic(topic, retention, copies)).toList())
          .all()
          .get();
      retain(admin, topics.stream().filter(t -> existing.contains(t.name())).toList(), retention);
      awaitLeaders(admin, topics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics could not be created on " + bootstrapServers, e);
    }
  }

  /** A copy of a topic needs a node to be on, and those of a cluster come up one by one. */
  private static void awaitNodes(Admin admin, int nodes)
      throws InterruptedException, ExecutionException {
    for (int i = 0;
        i < NODE_ATTEMPTS && admin.describeCluster().nodes().get().size() < nodes;
        i++) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** The setting holds for what an earlier start made, too. */
  private static void retain(Admin admin, List<Topic> topics, Retention retention)
      throws InterruptedException, ExecutionException {
    var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    for (var topic : topics) {
      var settings = new ArrayList<AlterConfigOp>();
      retention
          .of(topic)
          .forEach(
              (key, value) ->
                  settings.add(
                      new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
      changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings);
    }
    admin.incrementalAlterConfigs(changes).all().get();
  }

  /** A topic that exists may still have no leader; only one that tells its offsets can be used. */
  private static void awaitLeaders(Admin admin, List<Topic> topics)
      throws InterruptedException, ExecutionException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : topics) {
      for (int i = 0; i < topic.partitions(); i++) {
        asked.put(new TopicPartition(topic.name(), i), OffsetSpec.earliest());
      }
    }
    for (int attempt = 1; !answers(admin, asked, attempt == LEADER_ATTEMPTS); attempt++) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** False while the broker has not heard of a topic that its controller has made. */
  private static boolean answers(
      Admin admin, Map<TopicPartition, OffsetSpec> asked, boolean lastAttempt)
      throws InterruptedException, ExecutionException {
    try {
      admin.listOffsets(asked).all().get();
      return true;
    } catch (ExecutionException e) {
      if (lastAttempt || !(e.getCause() instanceof RetriableException)) {
        throw e;
      }
      return false;
    }
  }

  private static NewTopic newTopic(Topic topic, Retention retention, int copies) {
    var settings = new HashMap<>(retention.of(topic));
    settings.put("cleanup.policy", topic.compacted() ? "compact" : "delete");
    settings.put("max.message.bytes", String.valueOf(topic.maxRecordBytes()));
    return new NewTopic(topic.name(), topic.partitions(), (short) copies).configs(settings);
  }
}
