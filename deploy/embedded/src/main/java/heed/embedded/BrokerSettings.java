package heed.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a node: small, on loopback, and nothing created by accident. */
final class BrokerSettings {
  private BrokerSettings() {}

  /**
   * @param access null: whoever reaches the port is served
   */
  static Map<String, String> of(
      Path folder, int port, int controllerPort, @Nullable BrokerAccess access, BrokerNode node)
      throws IOException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", folder.toString());
    settings.putAll(QUICK);
    settings.putAll(node.settings(port, controllerPort));
    settings.putAll(SMALL);
    if (access != null) {
      settings.putAll(access.settings(port, controllerPort));
    }
    return settings;
  }

  /** Nothing is created by accident, and a node comes back quickly after a kill. */
  private static final Map<String, String> QUICK =
      Map.of(
          "auto.create.topics.enable", "false",
          "group.initial.rebalance.delay.ms", "0",
          "broker.session.timeout.ms", "3000");

  /** Kafka's defaults are for a server of its own; these leave room for the services beside it. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("broker.heartbeat.interval.ms", "1000"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("background.threads", "2"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("offsets.topic.segment.bytes", "16777216"),
          Map.entry("log.segment.bytes", "134217728"),
          Map.entry("log.index.size.max.bytes", "1048576"),
          Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
          Map.entry("log.cleaner.io.buffer.size", "262144"),
          Map.entry("message.max.bytes", "4194304"),
          Map.entry("metadata.max.idle.interval.ms", "0"));
}
