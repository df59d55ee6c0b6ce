package heed.testing;

import heed.embedded.EmbeddedPostgres;
import heed.embedded.Folders;
import heed.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL with the databases {@code alerting} and {@code metrics}, one per JVM: a
 * container where an engine answers, the embedded one otherwise. It ends with the JVM.
 *
 * <p>Argument {@code database}: which of the two the datasource points to.
 */
public final class PostgresForTests implements QuarkusTestResourceLifecycleManager {
  private static final String IMAGE = "postgres:17.10-alpine";
  private static final List<String> DATABASES = List.of("alerting", "metrics");

  private String database = "";

  @Override
  public void init(Map<String, String> arguments) {
    database = arguments.getOrDefault("database", "");
    if (!DATABASES.contains(database)) {
      throw new IllegalArgumentException(
          "database is '" + database + "', must be one of " + DATABASES);
    }
  }

  @Override
  public Map<String, String> start() {
    startOnce();
    return Map.of(
        "quarkus.datasource.jdbc.url", jdbcUrl(database),
        "quarkus.datasource.username", database,
        "quarkus.datasource.password", password(database));
  }

  /** It stays for the next test class: the JVM's end is its end. */
  @Override
  public void stop() {}

  /** Starts it unless it runs already, also outside of Quarkus. */
  public static void startOnce() {
    synchronized (Shared.lock()) {
      if (!Shared.has("postgres")) {
        try {
          if (Docker.answers()) {
            startContainer();
          } else {
            startEmbedded();
          }
        } catch (Exception e) {
          throw new IllegalStateException("no PostgreSQL for the tests", e);
        }
      }
    }
  }

  public static String jdbcUrl(String database) {
    return Shared.text("postgres") + database;
  }

  public static String password(String database) {
    return Shared.text("postgres." + database);
  }

  /** Takes PostgreSQL away as an operator would; what is stored stays. */
  public static void stopPostgres() throws Exception {
    Shared.run("postgres.stop");
  }

  /** Crashes it; it recovers at {@link #restartPostgres}. */
  public static void killPostgres() throws Exception {
    Shared.run("postgres.kill");
  }

  /** Brings it back on the same address; returns when it answers. */
  public static void restartPostgres() throws Exception {
    Shared.run("postgres.restart");
  }

  private static void startEmbedded() throws Exception {
    var folder = Shared.folder("postgres");
    EmbeddedPostgres.endLeftover(folder);
    Folders.delete(folder);
    var postgres = EmbeddedPostgres.start(folder, 0, DATABASES);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres), "postgres-stop"));
    for (var name : DATABASES) {
      Shared.put("postgres." + name, postgres.password(name));
    }
    Shared.action("postgres.stop", postgres::close);
    Shared.action("postgres.kill", postgres::kill);
    Shared.action("postgres.restart", postgres::restart);
    Shared.put("postgres", postgres.jdbcUrl(""));
  }

  private static void close(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL of the tests was not stopped: " + e.getMessage());
    }
  }

  @SuppressWarnings("resource") // the container ends with the JVM
  private static void startContainer() throws Exception {
    int port = FreePort.find();
    var container =
        new PostgreSQLContainer(IMAGE).withDatabaseName("postgres").withPassword("for-tests");
    container.setPortBindings(List.of(port + ":5432"));
    container.start();
    for (var name : DATABASES) {
      sql(container, "CREATE ROLE " + name + " LOGIN PASSWORD 'for-tests'");
      sql(container, "CREATE DATABASE " + name + " OWNER " + name);
      sql(container, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
      Shared.put("postgres." + name, "for-tests");
    }
    var docker = DockerClientFactory.instance().client();
    var id = container.getContainerId();
    Shared.action("postgres.stop", () -> docker.stopContainerCmd(id).exec());
    Shared.action("postgres.kill", () -> docker.killContainerCmd(id).exec());
    Shared.action("postgres.restart", () -> docker.startContainerCmd(id).exec());
    Shared.put("postgres", "jdbc:postgresql://127.0.0.1:" + port + "/");
  }

  private static void sql(PostgreSQLContainer container, String sql) throws Exception {
    var result =
        container.execInContainer(
            "psql", "-U", container.getUsername(), "-d", "postgres", "-c", sql);
    if (result.getExitCode() != 0) {
      throw new IOException(result.getStderr());
    }
  }
}
