package heed.alerting.telling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A program that listens, counts a message's effect once by its id, and fails on demand. */
final class Receiver implements AutoCloseable {
  /** How to answer an attempt. */
  interface Answer {
    void to(HttpExchange exchange, Receiver receiver) throws IOException;
  }

  static final Answer OK = (x, r) -> r.answer(x, 200);

  /** Works on it, and never answers. */
  static final Answer SILENCE =
      (x, r) -> {
        try {
          r.closing.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };

  static final Answer RESET_MID_BODY =
      (x, r) -> {
        x.sendResponseHeaders(200, 1000);
        x.getResponseBody().write(new byte[10]);
        x.getResponseBody().flush();
        x.close();
      };

  static final Answer LOST = (x, r) -> x.close();

  static Answer status(int status) {
    return (x, r) -> r.answer(x, status);
  }

  /** An answer with words in it. */
  static Answer says(int status, String body) {
    return (x, r) -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      x.sendResponseHeaders(status, bytes.length);
      x.getResponseBody().write(bytes);
      x.close();
    };
  }

  static Answer tooMany(int seconds) {
    return (x, r) -> {
      x.getResponseHeaders().add("Retry-After", "" + seconds);
      r.answer(x, 429);
    };
  }

  /**
   * One attempt as it came.
   *
   * @param at of the machine's steady clock, in milliseconds
   */
  record Heard(
      String id,
      String method,
      String target,
      Map<String, List<String>> headers,
      String body,
      long at) {
    String header(String name) {
      return headers.get(name).getFirst();
    }
  }

  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Answer> script;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Set<String> effects = ConcurrentHashMap.newKeySet();
  private final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());

  /** Answers the first attempt of every message by the first answer, and so on; the last stays. */
  Receiver(Answer... script) throws IOException {
    this(0, script);
  }

  Receiver(int port, Answer... script) throws IOException {
    this.script = List.of(script);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1000);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?shop=1";
  }

  /** Without a path: a CRM has paths of its own. */
  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** How many messages had an effect: each counts once, however often it came. */
  int effects() {
    return effects.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
    heard.add(
        new Heard(
            id,
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body,
            System.nanoTime() / 1_000_000));
    var n = attempts.merge(id, 1, Integer::sum);
    var answer = script.get(Math.min(n, script.size()) - 1);
    if (answer == OK || answer == RESET_MID_BODY || answer == LOST || answer == SILENCE) {
      effects.add(id);
    }
    answer.to(exchange, this);
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
