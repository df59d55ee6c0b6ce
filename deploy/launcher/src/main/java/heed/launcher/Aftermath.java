package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What became of the reviews that were posted, waited for until all of it is through. */
final class Aftermath {
  private static final Duration THROUGH = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Client client;
  private final URI alerting;
  private final URI metrics;

  Aftermath(Client client, Pipeline pipeline) {
    this.client = client;
    alerting = pipeline.address(Service.ALERTING_SERVICE);
    metrics = pipeline.address(Service.METRICS_SERVICE);
  }

  void awaitReviews(int count) throws IOException, InterruptedException, Refusal {
    long end = end();
    while (kpis().path("reviews").asInt() < count) {
      pause(end, "the reviews did not reach the KPIs");
    }
  }

  /** Waits until the review reads as it was posted last; an empty text is none. */
  void awaitText(String id, String text) throws IOException, InterruptedException, Refusal {
    long end = end();
    while (!review(id).path("text").asText("").equals(text)) {
      pause(end, "a review did not reach the KPIs as it was posted last");
    }
  }

  private JsonNode review(String id) throws IOException, InterruptedException {
    return client.ask("GET", metrics.resolve("/v1/reviews/" + id)).json();
  }

  /** The cases are complete once their number rests and the KPIs count the same. */
  List<JsonNode> awaitCases() throws IOException, InterruptedException, Refusal {
    long end = end();
    var seen = cases();
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET.toNanos() || counted() != seen.size()) {
      pause(end, "the cases did not reach the KPIs");
      var now = cases();
      if (now.size() != seen.size()) {
        since = System.nanoTime();
      }
      seen = now;
    }
    return seen;
  }

  private int counted() throws IOException, InterruptedException {
    var sla = kpis().path("sla");
    return sla.path("met").asInt()
        + sla.path("breached").asInt()
        + sla.path("running").asInt()
        + sla.path("cancelled").asInt();
  }

  private List<JsonNode> cases() throws IOException, InterruptedException {
    var all = new ArrayList<JsonNode>();
    var cursor = "";
    do {
      var page = client.get(alerting.resolve("/v1/cases?limit=500" + cursor));
      page.path("items").forEach(all::add);
      var next = page.path("nextCursor").asText("");
      cursor = next.isEmpty() || "null".equals(next) ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return all;
  }

  JsonNode kpis() throws IOException, InterruptedException {
    return client.get(metrics.resolve("/v1/kpis?window=7d"));
  }

  /** The document in force: who gets a case, and what is promised. */
  JsonNode routing() throws IOException, InterruptedException {
    return client.get(alerting.resolve("/v1/routing"));
  }

  /** The case of a review once it reads as the review was posted last. */
  JsonNode awaitCase(String id, String text) throws IOException, InterruptedException, Refusal {
    long end = end();
    var address = alerting.resolve("/v1/cases/" + id);
    while (true) {
      var answer = client.ask("GET", address);
      if (answer.status() == 200 && answer.json().path("text").asText("").equals(text)) {
        return answer.json();
      }
      pause(end, "a review that should open a case, or change one, did not");
    }
  }

  /** When to give up what is waited for from now on. */
  static long end() {
    return System.nanoTime() + THROUGH.toNanos();
  }

  /** Waits a moment; from the end on it gives up, with that sentence. */
  static void pause(long end, String otherwise) throws InterruptedException, Refusal {
    if (System.nanoTime() - end > 0) {
      throw new Refusal(otherwise + " within " + THROUGH.toSeconds() + " s; see the logs");
    }
    Thread.sleep(200);
  }
}
