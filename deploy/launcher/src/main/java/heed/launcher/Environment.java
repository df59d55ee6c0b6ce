package heed.launcher;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What each service is told through its environment. Addresses and keys are the launcher's;
 * whatever else the caller has set passes through, so any configuration key can be set by its
 * variable.
 */
final class Environment {
  private final DataFolder folder;
  private final Ports ports;
  private final Secrets secrets;
  private final PostgresPart postgres;
  private final Map<String, String> caller;

  Environment(
      DataFolder folder,
      Ports ports,
      Secrets secrets,
      PostgresPart postgres,
      Map<String, String> caller) {
    this.folder = folder;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
    this.caller = caller;
  }

  Map<String, String> of(Service service) throws IOException {
    var environment = new HashMap<>(caller);
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(ports.of(service)));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.broker());
    keys(environment);
    logs(environment, service);
    privacy(environment, service);
    links(environment);
    if (!service.database().isEmpty()) {
      database(environment, service.database());
    }
    return environment;
  }

  /** The pages and letters of one service lead to the pages of another. */
  private void links(Map<String, String> environment) {
    environment.putIfAbsent("HEED_LINKS_CONSOLE", local(Service.ALERTING_SERVICE));
    environment.putIfAbsent("HEED_LINKS_DASHBOARD", local(Service.METRICS_SERVICE));
    environment.putIfAbsent("HEED_LINKS_SOURCES", local(Service.REVIEW_INGEST));
    environment.putIfAbsent("HEED_INVITATIONS_FORM", local(Service.REVIEW_INGEST));
  }

  private String local(Service service) {
    return "http://127.0.0.1:" + ports.of(service);
  }

  private void keys(Map<String, String> environment) throws IOException {
    environment.put("HEED_KEYS_DEMO_SHA256", Secrets.sha256(secrets.demoKey()));
    environment.put("HEED_KEYS_DEMO_STOREFRONTS", "*");
    environment.put("HEED_KEYS_DEMO_ROLES", "*");
    environment.putIfAbsent("HEED_SESSION_SECRET", secrets.named("session-secret"));
    environment.putIfAbsent("HEED_INGEST_DEFAULT_STOREFRONT", "demo");
    // Whoever has the machine has the key: there is nobody to protect from a file of a million.
    environment.putIfAbsent("HEED_LIMITS_REVIEWS_PER_SECOND", "0");
    environment.putIfAbsent("HEED_HTTP_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]");
  }

  /**
   * Names and addresses of customers are sealed by one service and opened by one; links to the form
   * are sealed by the other and opened by the first.
   */
  private void privacy(Map<String, String> environment, Service service) throws IOException {
    if (service == Service.REVIEW_INGEST || service == Service.ALERTING_SERVICE) {
      environment.putIfAbsent("HEED_PRIVACY_KEY", secrets.named("privacy-key"));
      environment.putIfAbsent("HEED_FORM_KEY", secrets.named("form-key"));
    }
    if (service != Service.REVIEW_INGEST) {
      environment.putIfAbsent("HEED_PRIVACY_ERASURE_KEY", secrets.named("erasure-key"));
    }
  }

  private void logs(Map<String, String> environment, Service service) {
    environment.putIfAbsent("QUARKUS_LOG_CONSOLE_ENABLED", "false");
    environment.put("QUARKUS_LOG_FILE_ENABLED", "true");
    environment.put("QUARKUS_LOG_FILE_PATH", folder.log(service.title() + ".log").toString());
    environment.put("QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", "10M");
    environment.put("QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "3");
    environment.put("QUARKUS_BANNER_ENABLED", "false");
  }

  private void database(Map<String, String> environment, String name) throws IOException {
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(name));
    environment.put("QUARKUS_DATASOURCE_USERNAME", name);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password(name));
  }
}
