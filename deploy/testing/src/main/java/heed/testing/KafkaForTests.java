package heed.testing;

import heed.embedded.BrokerProcess;
import heed.embedded.EmbeddedBroker;
import heed.embedded.Folders;
import heed.embedded.FreePort;
import heed.events.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A real broker with every topic, one per JVM: a container where an engine answers, the embedded
 * one otherwise. It ends with the JVM. Also sets the {@link TestKey}.
 */
public final class KafkaForTests implements QuarkusTestResourceLifecycleManager {
  private static final String IMAGE = "apache/kafka:4.1.1";
  private static final Duration START = Duration.ofSeconds(90);

  @Override
  public Map<String, String> start() {
    var settings = new HashMap<>(TestKey.config());
    settings.put("kafka.bootstrap.servers", startOnce());
    return settings;
  }

  /** Starts it unless it runs already, also outside of Quarkus, and tells its address. */
  public static String startOnce() {
    synchronized (Shared.lock()) {
      if (!Shared.has("kafka")) {
        try {
          Shared.put("kafka", Docker.answers() ? startContainer() : startEmbedded());
        } catch (Exception e) {
          throw new IllegalStateException("no broker for the tests", e);
        }
      }
      return bootstrapServers();
    }
  }

  /** It stays for the next test class: the JVM's end is its end. */
  @Override
  public void stop() {}

  public static String bootstrapServers() {
    return Shared.text("kafka");
  }

  /** Takes the broker away as an operator would; what is stored stays. */
  public static void stopBroker() throws Exception {
    Shared.run("kafka.stop");
  }

  /** Crashes it: nothing is flushed or signed off. */
  public static void killBroker() throws Exception {
    Shared.run("kafka.kill");
  }

  /** Brings it back on the same address; returns when it answers. */
  public static void restartBroker() throws Exception {
    Shared.run("kafka.restart");
  }

  private static String startEmbedded() throws Exception {
    var folder = Shared.folder("kafka");
    Folders.delete(folder);
    Files.createDirectories(folder);
    int port = FreePort.find();
    var running = new AtomicReference<>(launch(folder, port));
    Shared.action("kafka.stop", () -> running.get().close());
    Shared.action("kafka.kill", () -> running.get().kill());
    Shared.action("kafka.restart", () -> running.set(launch(folder, port)));
    return running.get().bootstrapServers();
  }

  private static BrokerProcess launch(Path folder, int port) throws Exception {
    var broker =
        BrokerProcess.launch(
            folder.resolve("data"), port, folder.resolve("broker.log"), List.of(), List.of());
    broker.awaitReady(START);
    return broker;
  }

  @SuppressWarnings("resource") // the container ends with the JVM
  private static String startContainer() throws Exception {
    var container =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "4194304");
    container.setPortBindings(List.of(FreePort.find() + ":9092"));
    container.start();
    var address = container.getBootstrapServers();
    EmbeddedBroker.createTopics(address, Topics.ALL);
    var docker = DockerClientFactory.instance().client();
    var id = container.getContainerId();
    Shared.action("kafka.stop", () -> docker.stopContainerCmd(id).exec());
    Shared.action("kafka.kill", () -> docker.killContainerCmd(id).exec());
    Shared.action(
        "kafka.restart",
        () -> {
          docker.startContainerCmd(id).exec();
          EmbeddedBroker.createTopics(address, Topics.ALL);
        });
    return address;
  }
}
