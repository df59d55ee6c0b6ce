package heed.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes a broker ask who is there: one listener with TLS and SASL/SCRAM-SHA-512, and nothing
 * allowed to a user unless an access rule says so. Users are made when the folder is formatted.
 *
 * @param certificate the broker's: its subject is {@code CN=broker}, its names include {@code
 *     ip:127.0.0.1}
 * @param users passwords by name; {@link #ADMIN} is among them and may do everything
 */
public record BrokerAccess(ServerCertificate certificate, Map<String, String> users) {
  /** The user who may do everything. */
  public static final String ADMIN = "admin";

  private static final String LISTENER = "SASL_SSL";
  private static final String MECHANISM = "SCRAM-SHA-512";

  public BrokerAccess {
    users = Map.copyOf(users);
    if (!users.containsKey(ADMIN)) {
      throw new IllegalArgumentException("users must include " + ADMIN);
    }
    if (!users.toString().matches("[A-Za-z0-9{}=, _-]*")) {
      throw new IllegalArgumentException("names and passwords are letters, digits, - and _");
    }
  }

  /** What a client sets to be let in as one of the users. */
  public Map<String, String> client(String user) {
    return client(user, password(user));
  }

  /** The same with a password of the caller's: exactly the keys that follow {@code kafka.}. */
  public Map<String, String> client(String user, String password) {
    return Map.of(
        "security.protocol",
        LISTENER,
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login(user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.authority().toString());
  }

  /** As {@code kafka-storage format --add-scram} takes them. */
  List<String> scram() {
    return new TreeMap<>(users)
        .entrySet().stream()
            .map(u -> MECHANISM + "=[name=" + u.getKey() + ",password=" + u.getValue() + "]")
            .toList();
  }

  /** The controller's listener is asked by the broker itself only, which shows its certificate. */
  Map<String, String> settings(int port, int controllerPort) throws IOException {
    return Map.ofEntries(
        Map.entry(
            "listeners",
            LISTENER + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
        Map.entry("advertised.listeners", LISTENER + "://127.0.0.1:" + port),
        Map.entry("listener.security.protocol.map", LISTENER + ":SASL_SSL,CONTROLLER:SSL"),
        Map.entry("inter.broker.listener.name", LISTENER),
        Map.entry("sasl.enabled.mechanisms", MECHANISM),
        Map.entry("sasl.mechanism.inter.broker.protocol", MECHANISM),
        Map.entry(
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(ADMIN, password(ADMIN))),
        Map.entry("ssl.keystore.type", "PEM"),
        Map.entry("ssl.keystore.key", Files.readString(certificate.key())),
        Map.entry("ssl.keystore.certificate.chain", Files.readString(certificate.chain())),
        Map.entry("ssl.truststore.type", "PEM"),
        Map.entry("ssl.truststore.location", certificate.authority().toString()),
        Map.entry("listener.name.controller.ssl.client.auth", "required"),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        Map.entry("super.users", "User:" + ADMIN + ";User:CN=broker"));
  }

  private String password(String user) {
    return Objects.requireNonNull(users.get(user), () -> "there is no user " + user);
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return users.keySet().stream().sorted().collect(Collectors.joining(", ", "access of ", ""));
  }
}
