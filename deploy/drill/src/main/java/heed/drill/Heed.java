package heed.drill;

import heed.embedded.BrokerNode;
import heed.embedded.EmbeddedPostgres;
import heed.embedded.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The whole of Heed on a folder of its own: broker, database, and the services in copies. */
final class Heed implements AutoCloseable {
  private final Path folder;
  private final Path root;
  private final Ports ports;
  private final Shape shape;
  private final String key = secret();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Service, List<Copy>> copies = new EnumMap<>(Service.class);
  private final Brokers brokers;
  private final EmbeddedPostgres postgres;
  private final Proxy detour;
  private final String detoured;
  private @Nullable Log log;

  private Heed(Path folder, Path root, Ports ports, Shape shape)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.root = root;
    this.ports = ports;
    this.shape = shape;
    Files.createDirectories(folder);
    var way = new BrokerNode.Way(ports.take(), ports.take());
    detour = new Proxy(way.told(), way.listens());
    detoured = "127.0.0.1:" + way.told();
    brokers = new Brokers(folder, shape.brokers(), shape.voters(), ports, way);
    postgres =
        EmbeddedPostgres.start(
            folder.resolve("postgres"), ports.take(), List.of("alerting", "metrics"));
  }

  /** Starts all of it; returns when everything is ready. */
  static Heed start(Path folder, Path root, Ports ports, Shape shape)
      throws IOException, InterruptedException {
    Leftovers.refuseIfClosing();
    var heed = new Heed(folder, root, ports, shape);
    try {
      heed.brokers.start();
      heed.environ();
      for (var service : Service.values()) {
        heed.add(service);
      }
      heed.awaitReady();
      return heed;
    } catch (IOException | InterruptedException | RuntimeException e) {
      heed.close();
      throw e;
    }
  }

  /** What the launcher tells the services, and receivers on loopback allowed. */
  private void environ() {
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_BANNER_ENABLED", "false");
    environment.put("HEED_KEYS_DRILL_SHA256", sha256(key));
    environment.put("HEED_KEYS_DRILL_STOREFRONTS", "*");
    environment.put("HEED_KEYS_DRILL_ROLES", "*");
    environment.put("HEED_SESSION_SECRET", secret());
    environment.put("HEED_PRIVACY_KEY", secret());
    environment.put("HEED_PRIVACY_ERASURE_KEY", secret());
    environment.put("HEED_FORM_KEY", secret());
    environment.put("HEED_LIMITS_REVIEWS_PER_SECOND", "0");
    environment.put("HEED_LEARNING_ENABLED", "false"); // the soak learns as well
    environment.put("HEED_HTTP_ALLOWED_HOSTS", "127.0.0.1,localhost");
    environment.put("HEED_TELLING_ALLOW_HTTP", "true");
    environment.put("HEED_TELLING_ALLOW_PRIVATE", "127.0.0.0/8");
    environment.put("HEED_TELLING_TIMEOUT", "PT2S");
    environment.put("HEED_TELLING_RETRY_FIRST", "PT0.5S");
    environment.put("HEED_TELLING_RETRY_LONGEST", "PT3S");
  }

  /** Starts one more copy of a service; it is not ready yet. */
  Copy add(Service service) throws IOException {
    return add(service, brokers.bootstrapServers());
  }

  /** The same, and its way to the first broker leads through {@link #detour}. */
  Copy addBehindDetour(Service service) throws IOException {
    return add(service, detoured);
  }

  private Copy add(Service service, String bootstrapServers) throws IOException {
    var own = new HashMap<>(environment);
    int port = ports.take();
    own.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    own.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    if (!service.database().isEmpty()) {
      own.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(service.database()));
      own.put("QUARKUS_DATASOURCE_USERNAME", service.database());
      own.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password(service.database()));
    }
    var of = copies.computeIfAbsent(service, s -> new CopyOnWriteArrayList<>());
    var out = folder.resolve(service.title() + "-" + port + ".log");
    var copy = new Copy(service, port, root, shape.of(service), own, out);
    copy.start();
    of.add(copy);
    return copy;
  }

  /** It is killed and counts no more. */
  void drop(Copy copy) throws InterruptedException {
    copy.close();
    copies(copy.service()).remove(copy);
  }

  /** The first copy, which is always there. */
  Copy copy(Service service) {
    return copies(service).getFirst();
  }

  List<Copy> copies(Service service) {
    return copies.computeIfAbsent(service, s -> new CopyOnWriteArrayList<>());
  }

  void awaitReady() throws InterruptedException {
    for (var of : copies.values()) {
      for (var copy : of) {
        copy.awaitReady();
      }
    }
  }

  /** Kills a copy and starts it again on its port; returns when it is ready. */
  void killAndStart(Copy copy) throws IOException, InterruptedException {
    copy.kill();
    copy.start();
    copy.awaitReady();
  }

  /** Waits until every reader has committed all there is, and every outbox is empty. */
  void awaitCalm() throws InterruptedException {
    awaitCalm(Wait.LONG);
  }

  void awaitCalm(Duration atMost) throws InterruptedException {
    Wait.until("lag 0", atMost, () -> log().lag() == 0 && unsent() == 0 && log().lag() == 0);
  }

  /**
   * What {@code ./heed dead-letters} prints.
   *
   * @param what list, replay or dismiss
   */
  String deadLetters(String what) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                root.resolve("deploy/launcher/target/launcher.jar").toString(),
                "dead-letters",
                what,
                "--kafka",
                brokers.bootstrapServers())
            .redirectErrorStream(true)
            .start();
    try (var said = process.getInputStream()) {
      var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Failed("dead-letters %s: %s".formatted(what, text));
      }
      return text;
    }
  }

  long unsent() throws java.sql.SQLException {
    return alerting().number("select count(*) from outbox");
  }

  String key() {
    return key;
  }

  Brokers brokers() {
    return brokers;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  Proxy detour() {
    return detour;
  }

  Log log() {
    if (log == null) {
      log = new Log(brokers.bootstrapServers());
    }
    return log;
  }

  Database alerting() {
    return new Database(postgres, "alerting", "alerting");
  }

  Database metrics() {
    return new Database(postgres, "metrics", "metrics");
  }

  private static String secret() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Ends every process and removes what was stored; the logs stay. */
  @Override
  public void close() throws IOException, InterruptedException {
    for (var of : copies.values()) {
      for (var copy : of) {
        copy.close();
      }
    }
    if (log != null) {
      log.close();
    }
    brokers.close();
    postgres.close();
    detour.close();
    Folders.delete(folder.resolve("postgres"));
    for (int i = 1; i <= shape.brokers(); i++) {
      Folders.delete(folder.resolve("kafka-" + i));
    }
  }
}
