package heed.alerting.telling;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;

/** A program that listens under a name of its own, and remembers by which name it was asked for. */
final class TlsReceiver implements AutoCloseable {
  /**
   * One request.
   *
   * @param names that the client asked for in its greeting (SNI)
   */
  record Asked(List<String> names, String host) {}

  private final HttpsServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  TlsReceiver(SSLContext context) throws IOException {
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
          var names =
              session.getRequestedServerNames().stream()
                  .map(name -> ((SNIHostName) name).getAsciiName())
                  .toList();
          asked.add(new Asked(names, exchange.getRequestHeaders().getFirst("Host")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
