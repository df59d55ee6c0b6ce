package heed.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Listens to the event stream of alerting-service and notes when each case was heard of. A stream
 * that ends is resumed after the last event, as a browser does it: nothing is missed by that, and
 * what came meanwhile was heard of later.
 */
final class EventStream implements AutoCloseable {
  private static final Pattern REVIEW = Pattern.compile("\"reviewId\":\"([0-9a-f-]{36})\"");
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String ID = "id:";
  private static final String DATA = "data:";

  private final Map<UUID, Long> heard = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String key;
  private final Thread reader;
  private volatile boolean closed;
  private volatile int ends;
  private String last = "";

  EventStream(Heed heed) throws IOException, InterruptedException, Refusal {
    this(heed.address(Heed.ALERTING).resolve("/v1/cases/events"), heed.key());
  }

  EventStream(URI address, String key) throws IOException, InterruptedException, Refusal {
    this.address = address;
    this.key = key;
    var lines = open();
    reader = Thread.ofVirtual().name("event-stream").start(() -> follow(lines));
  }

  private Stream<String> open() throws IOException, InterruptedException, Refusal {
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/event-stream");
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new Refusal("the event stream was answered " + answer.statusCode());
    }
    return answer.body();
  }

  private void follow(Stream<String> first) {
    read(first);
    while (!closed) {
      ends++;
      try {
        Thread.sleep(PAUSE);
        read(open());
      } catch (IOException | Refusal e) {
        continue; // it may be back at the next try
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void read(Stream<String> lines) {
    try (lines) {
      lines.forEach(this::note);
    } catch (RuntimeException e) {
      return; // it has ended
    }
  }

  private void note(String line) {
    var at = System.nanoTime();
    if (line.startsWith(ID)) {
      last = line.substring(ID.length()).strip();
    } else if (line.startsWith(DATA)) {
      var found = REVIEW.matcher(line);
      if (found.find()) {
        heard.putIfAbsent(UUID.fromString(found.group(1)), at);
      }
    }
  }

  /** When the case of a review was first heard of, by {@link System#nanoTime}. */
  Map<UUID, Long> heard() {
    return heard;
  }

  /** How often it ended before it was closed, or could not be resumed. */
  int ends() {
    return ends;
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
    reader.interrupt();
  }
}
