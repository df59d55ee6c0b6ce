package heed.alerting.telling;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether the mail server is there at all. A letter that breaks off may be one that it cannot take;
 * a server that does not even greet takes none.
 */
@Singleton
class MailServer {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int SMTP = 25;
  private static final int SMTP_IN_TLS = 465;

  private final String host;
  private final int port;
  private final boolean tls;

  MailServer(
      @ConfigProperty(name = "quarkus.mailer.host", defaultValue = "localhost") String host,
      @ConfigProperty(name = "quarkus.mailer.port") Optional<Integer> port,
      @ConfigProperty(name = "quarkus.mailer.tls") Optional<Boolean> tls,
      @ConfigProperty(name = "quarkus.mailer.ssl") Optional<Boolean> ssl) {
    this.host = host;
    this.tls = tls.or(() -> ssl).orElse(false);
    this.port = port.orElse(this.tls ? SMTP_IN_TLS : SMTP);
  }

  /** Asks it, now; it blocks, for some seconds at most. What speaks TLS at once has to listen. */
  boolean isThere() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return tls || socket.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }
}
