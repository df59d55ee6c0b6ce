package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final UUID FIRST = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID SECOND = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private final List<String> resumed = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch asked = new CountDownLatch(3);

  @Test
  void aStreamThatEndsIsResumedAfterItsLastEvent() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (var stream = new EventStream(address, "key")) {
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(resumed.subList(0, 3)).containsExactly("", "event-" + FIRST, "event-" + SECOND);
      assertThat(stream.heard()).containsOnlyKeys(FIRST, SECOND);
      assertThat(stream.ends()).isGreaterThanOrEqualTo(2);
    } finally {
      server.stop(0);
    }
  }

  /** An event, and the end of it. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
      resumed.add(last == null ? "" : last);
      var review = last == null ? FIRST : SECOND;
      var event = "id:event-%s\nevent:opened\ndata:{\"reviewId\":\"%s\"}\n\n";
      var bytes = event.formatted(review, review).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      asked.countDown();
    }
  }
}
