package heed.launcher;

import heed.embedded.EmbeddedPostgres;
import heed.embedded.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All of Heed on one machine: first broker and PostgreSQL, then the services; stopped in reverse.
 */
final class Pipeline implements AutoCloseable {
  private final DataFolder folder;
  private final Ports ports;
  private final Secrets secrets;
  private final Path root;
  private final Map<String, String> caller;
  private final Running running;
  private final Supervisor supervisor;
  private final BrokerPart broker;
  private final PostgresPart postgres;
  private final List<Part> services = new ArrayList<>();

  /**
   * @param caller what the services are told besides, as environment variables
   */
  Pipeline(
      DataFolder folder, Ports ports, Path root, Map<String, String> caller, Terminal terminal) {
    this.folder = folder;
    this.ports = ports;
    this.root = root;
    this.caller = caller;
    secrets = new Secrets(folder.resolve("secrets"));
    running = new Running(folder.resolve("running"));
    supervisor = new Supervisor(terminal);
    broker = new BrokerPart(folder, ports.broker(), Jvm.options(), running);
    postgres = new PostgresPart(folder, ports.postgres());
  }

  void start() throws Refusal, IOException, InterruptedException {
    var infrastructure = List.of(broker, postgres);
    supervisor.start(infrastructure);
    var environment = new Environment(folder, ports, secrets, postgres, caller);
    for (var service : Service.values()) {
      services.add(part(service, environment));
    }
    supervisor.start(services);
    infrastructure.forEach(supervisor::watch);
    services.forEach(supervisor::watch);
  }

  private ServicePart part(Service service, Environment environment) throws Refusal, IOException {
    var jar = root.resolve(service.title()).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new Refusal(service.title() + " is not built; ./heed up builds it");
    }
    return new ServicePart(
        service, jar, environment.of(service), folder, address(service), Jvm.options(), running);
  }

  /** Ends what a killed launcher left on this folder; the names of what was still there. */
  List<String> endLeftovers() throws IOException, InterruptedException {
    var ended = new ArrayList<>(running.endLeftovers());
    if (EmbeddedPostgres.endLeftover(folder.resolve("postgres"))) {
      ended.add(postgres.name());
    }
    return ended;
  }

  /** Removes what an earlier demo stored that was not ended properly. */
  void forget() throws IOException {
    Folders.delete(folder.resolve("kafka"));
    Folders.delete(folder.resolve("postgres"));
  }

  URI address(Service service) {
    return URI.create("http://127.0.0.1:" + ports.of(service));
  }

  String bootstrapServers() {
    return broker.where();
  }

  String demoKey() throws IOException {
    return secrets.demoKey();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    supervisor.stopWatching();
    supervisor.stop(services);
    supervisor.stop(List.of(postgres));
    supervisor.stop(List.of(broker));
    running.clear();
  }
}
