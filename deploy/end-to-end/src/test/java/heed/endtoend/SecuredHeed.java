package heed.endtoend;

import heed.embedded.BrokerAccess;
import heed.embedded.EmbeddedBroker;
import heed.embedded.EmbeddedPostgres;
import heed.embedded.FreePort;
import heed.embedded.ServerCertificate;
import heed.events.Topics;
import heed.testing.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The four services as they run in containers that trust nobody: HTTPS, TLS and SCRAM to a broker
 * that allows each only what {@code deploy/kafka/rights.txt} says, TLS to PostgreSQL, secrets from
 * the files that {@code deploy/compose/secrets.sh} makes, and {@code /q/*} on a port of its own.
 */
final class SecuredHeed implements AutoCloseable {
  static final String INGEST = "review-ingest";
  static final String SENTIMENT = "sentiment-service";
  static final String ALERTING = "alerting-service";
  static final String METRICS = "metrics-service";
  static final List<String> ALL = List.of(INGEST, SENTIMENT, ALERTING, METRICS);

  private static final Path DEPLOY =
      Path.of(System.getProperty("heed.root"), "deploy").toAbsolutePath().normalize();
  static final Path DOCUMENT = DEPLOY.resolveSibling("docs").resolve("tls.md");
  private static final String LOOPBACK = "ip:127.0.0.1,dns:localhost";

  /** Where a service is: the port for everyone, and the one for operators. */
  record Place(int open, int management) {}

  private final Path folder;
  private final HttpClient http;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, ServiceProcess> services = new HashMap<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final BrokerAccess access;

  /** Of PostgreSQL and of the services alike: all of them are loopback here. */
  private final ServerCertificate shown;

  private EmbeddedBroker broker;
  private EmbeddedPostgres postgres;

  SecuredHeed(Path folder) throws Exception {
    this.folder = folder;
    var certificates = new Certificates(folder.resolve("certificates"));
    http = HttpClient.newBuilder().sslContext(certificates.trusting()).build();
    var users = new HashMap<>(Map.of(BrokerAccess.ADMIN, "admin-secret"));
    ALL.forEach(service -> users.put(service, service + "-secret"));
    shown = certificates.pem("server", LOOPBACK);
    access = new BrokerAccess(certificates.pem("broker", LOOPBACK), users);
  }

  void start() throws Exception {
    makeSecrets();
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, access);
    parts.push(broker);
    broker.createTopics(Topics.ALL);
    allow();
    postgres =
        EmbeddedPostgres.start(
            folder.resolve("postgres"), 0, List.of("alerting", "metrics"), shown);
    parts.push(postgres);
    for (var service : ALL) {
      places.put(service, new Place(FreePort.find(), FreePort.find()));
      var log = folder.resolve(service + ".log");
      services.put(service, ServiceProcess.start(service, environment(service), log));
      parts.push(services.get(service));
    }
  }

  private void makeSecrets() throws IOException, InterruptedException {
    var script = DEPLOY.resolve("compose/secrets.sh").toString();
    var made =
        new ProcessBuilder("sh", script, secrets().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("secrets.log").toFile())
            .start();
    if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("secrets.log")));
    }
  }

  private Path secrets() {
    return folder.resolve("secrets");
  }

  /** What a service is told; all of it is in {@link #DOCUMENT}. */
  Map<String, String> environment(String service) throws IOException {
    var environment = new HashMap<String, String>();
    environment.put(
        "QUARKUS_CONFIG_LOCATIONS",
        secrets().resolve(service).resolve("application.properties").toString());
    var place = places.get(service);
    environment.put("HEED_HTTP_MANAGEMENT_PORT", String.valueOf(place.management()));
    environment.put("QUARKUS_HTTP_SSL_PORT", String.valueOf(place.open()));
    environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
    environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_FILES", shown.chain().toString());
    environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", shown.key().toString());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    access.client(service).forEach((key, value) -> environment.put(variable(key), value));
    if (service.equals(ALERTING) || service.equals(METRICS)) {
      var database = service.replace("-service", "");
      environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
      environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password(database));
    }
    return environment;
  }

  private static String variable(String key) {
    return "KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Every line of the file becomes an ACL, and there is no other. */
  private void allow() throws Exception {
    var acls =
        Files.readAllLines(DEPLOY.resolve("kafka/rights.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> acl(line.split("\\s+", -1)))
            .toList();
    try (var admin = Admin.create(settings(access.client(BrokerAccess.ADMIN)))) {
      admin.createAcls(acls).all().get(30, TimeUnit.SECONDS);
    }
  }

  private static AclBinding acl(String[] words) {
    return new AclBinding(
        new ResourcePattern(ResourceType.valueOf(words[2]), words[3], PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + words[0], "*", AclOperation.valueOf(words[1]), AclPermissionType.ALLOW));
  }

  /** Of a Kafka client with this access; no client of ours waits longer than a few seconds. */
  Map<String, Object> settings(Map<String, String> client) {
    var settings = new HashMap<String, Object>(client);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    return settings;
  }

  BrokerAccess access() {
    return access;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  Place place(String service) {
    return places.get(service);
  }

  /** The key that the secrets' script made for the operator. */
  String adminKey() throws IOException {
    return Files.readString(secrets().resolve("master/admin-key")).strip();
  }

  boolean isReady(String service) throws InterruptedException {
    try {
      return management(service, "/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      services.get(service).mustRun();
      return false; // not listening yet
    }
  }

  HttpResponse<String> management(String service, String path)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + place(service).management() + path)));
  }

  HttpResponse<String> get(String service, String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(open(service, path)));
  }

  HttpResponse<String> post(String service, String path, String json)
      throws IOException, InterruptedException {
    return send(posted(service, path, json));
  }

  /** Posts what changes a version that was seen. */
  HttpResponse<String> post(String service, String path, String json, int seen)
      throws IOException, InterruptedException {
    return send(posted(service, path, json).header("If-Match", "\"" + seen + "\""));
  }

  private HttpRequest.Builder posted(String service, String path, String json) {
    return HttpRequest.newBuilder(open(service, path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  URI open(String service, String path) {
    return URI.create("https://127.0.0.1:" + place(service).open() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request
            .header("Authorization", "Bearer " + adminKey())
            .timeout(Duration.ofSeconds(60))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
