package heed.alerting.telling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A provider of access tokens: each that it gives is another one. */
final class TokenProvider implements AutoCloseable {
  private final HttpServer server;
  private final List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());

  /** With a place for the token. */
  static final String TOKEN =
      "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

  volatile int status = 200;
  volatile String answer = TOKEN;

  /** It begins to answer, and says no more. */
  volatile boolean stalls;

  private final CountDownLatch closing = new CountDownLatch(1);

  /** How many it has revoked, or never gave. */
  private volatile int forgotten;

  TokenProvider(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 100);
    server.createContext("/token", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
  }

  /** The forms that were posted. */
  List<Map<String, String>> asked() {
    return List.copyOf(asked);
  }

  /** What it gave until now holds no more. */
  void forget() {
    forgotten = asked.size();
  }

  /** True of one that it gave, and has not forgotten. */
  boolean knows(@Nullable String authorization) {
    return asked.size() > forgotten && ("Bearer token-" + asked.size()).equals(authorization);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var form = new TreeMap<String, String>();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (var pair : body.split("&")) {
      var at = pair.indexOf('=');
      form.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    asked.add(form);
    var bytes = answer.replace("%s", "token-" + asked.size()).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    if (stalls) {
      exchange.getResponseBody().write(bytes, 0, 1);
      exchange.getResponseBody().flush();
      stall();
    }
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void stall() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
