package heed.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Listens to the event stream of alerting-service and notes when each case was heard of. */
final class EventStream implements AutoCloseable {
  private static final Pattern REVIEW = Pattern.compile("\"reviewId\":\"([0-9a-f-]{36})\"");

  private final Map<UUID, Long> heard = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread reader;

  EventStream(Heed heed) throws IOException, InterruptedException, Refusal {
    var request =
        HttpRequest.newBuilder(heed.address(Heed.ALERTING).resolve("/v1/cases/events"))
            .header("Authorization", "Bearer " + heed.key())
            .header("Accept", "text/event-stream")
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new Refusal("the event stream was answered " + answer.statusCode());
    }
    reader = Thread.ofVirtual().name("event-stream").start(() -> read(answer.body()));
  }

  private void read(Stream<String> lines) {
    try (lines) {
      lines.filter(line -> line.startsWith("data:")).forEach(this::note);
    } catch (RuntimeException e) {
      return; // closed
    }
  }

  private void note(String line) {
    var at = System.nanoTime();
    var found = REVIEW.matcher(line);
    if (found.find()) {
      heard.putIfAbsent(UUID.fromString(found.group(1)), at);
    }
  }

  /** When the case of a review was first heard of, by {@link System#nanoTime}. */
  Map<UUID, Long> heard() {
    return heard;
  }

  @Override
  public void close() {
    http.shutdownNow();
    reader.interrupt();
  }
}
