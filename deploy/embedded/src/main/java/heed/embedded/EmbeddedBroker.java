package heed.embedded;

import heed.events.Topics.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka node (KRaft, broker and controller in one) inside this JVM, on loopback only; without
 * authentication unless given a {@link BrokerAccess}: for one machine and for tests. What was
 * acknowledged survives a kill of the process; one node is no guarantee against the loss of its
 * disk or of power.
 *
 * <p>A fatal fault of Kafka halts the JVM it runs in, so anything that must outlive the broker runs
 * it through {@link BrokerProcess}.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Nodes that are to find each other are formatted alike. */
  private static final String CLUSTER = "aGVlZC1jbHVzdGVyLTAwMQ";

  private final KafkaRaftServer server;
  private final int port;
  private final Retention retention;
  private final Map<String, String> client;
  private final int copies;

  private EmbeddedBroker(
      KafkaRaftServer server,
      int port,
      Retention retention,
      Map<String, String> client,
      int copies) {
    this.server = server;
    this.port = port;
    this.retention = retention;
    this.client = client;
    this.copies = copies;
  }

  /**
   * Starts a broker on a folder; formats the folder first if it is new.
   *
   * @param port 1-65535, or 0 for a free one
   * @throws IOException if the folder cannot be written
   */
  public static EmbeddedBroker start(Path folder, int port) throws IOException {
    return start(folder, port, Retention.DEFAULT, null, BrokerNode.ALONE);
  }

  static EmbeddedBroker start(Path folder, int port, Retention retention) throws IOException {
    return start(folder, port, retention, null, BrokerNode.ALONE);
  }

  /** One of several, if it is told so; it returns when it and enough of the others run. */
  static EmbeddedBroker start(Path folder, int port, Retention retention, BrokerNode node)
      throws IOException {
    return start(folder, port, retention, null, node);
  }

  /**
   * The same, and it lets in whom {@code access} says.
   *
   * @param access null: everyone; its users are made only if the folder is new
   */
  public static EmbeddedBroker start(Path folder, int port, @Nullable BrokerAccess access)
      throws IOException {
    return start(folder, port, Retention.DEFAULT, access, BrokerNode.ALONE);
  }

  private static EmbeddedBroker start(
      Path folder, int port, Retention retention, @Nullable BrokerAccess access, BrokerNode node)
      throws IOException {
    Files.createDirectories(folder);
    int listen = port == 0 ? FreePort.find() : port;
    format(folder, access == null ? List.of() : access.scram(), node);
    var settings = BrokerSettings.of(folder, listen, FreePort.find(), access, node);
    settings.putAll(retention.ofBroker());
    var server = new KafkaRaftServer(config(settings), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(
        server,
        listen,
        retention,
        access == null ? Map.of() : access.client(BrokerAccess.ADMIN),
        node.copies());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Creates those of the topics that are missing; those that exist keep no longer than these. */
  public void createTopics(List<Topic> topics) {
    TopicCreation.on(bootstrapServers(), client, topics, retention, copies);
  }

  /** The same on any broker that stands alone (replication factor 1). */
  public static void createTopics(String bootstrapServers, List<Topic> topics) {
    TopicCreation.on(bootstrapServers, Map.of(), topics, Retention.DEFAULT, 1);
  }

  /** Stops cleanly: open segments are flushed and marked, so the next start needs no recovery. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder, List<String> scram, BrokerNode node) throws IOException {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    var formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(node.alone() ? Uuid.randomUuid().toString() : CLUSTER)
            .setNodeId(node.id())
            .setControllerListenerName("CONTROLLER")
            .setScramArguments(scram)
            .setMetadataLogDirectory(folder.toString())
            .addDirectory(folder.toString());
    try {
      formatter.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the broker's folder " + folder + " could not be formatted", e);
    }
  }

  private static KafkaConfig config(Map<String, String> settings) {
    var properties = new Properties();
    properties.putAll(settings);
    return KafkaConfig.fromProps(properties);
  }
}
