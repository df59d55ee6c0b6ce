package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Posts the samples as storefronts would, waits until all are through, and reports. */
final class Demo {
  private static final Duration THROUGH = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Client client;
  private final URI ingest;
  private final URI alerting;
  private final URI metrics;
  private final Terminal terminal;

  Demo(Pipeline pipeline, Terminal terminal) throws IOException {
    client = new Client(pipeline.demoKey());
    ingest = pipeline.address(Service.REVIEW_INGEST);
    alerting = pipeline.address(Service.ALERTING_SERVICE);
    metrics = pipeline.address(Service.METRICS_SERVICE);
    this.terminal = terminal;
  }

  void run() throws IOException, InterruptedException, Refusal {
    var samples = new Samples(Instant.now());
    var reviews = samples.reviews();
    var answer = client.post(ingest.resolve("/v1/reviews"), "application/x-ndjson", lines(reviews));
    if (answer.path("accepted").asInt() != reviews.size()) {
      throw new Refusal("not every sample was accepted: " + answer);
    }
    awaitReviews(reviews.size());
    var edits = samples.edits();
    for (var edit : edits) {
      awaitEdit(edit, post(edit));
    }
    var cases = awaitCases();
    terminal.line(
        "%d sample reviews posted, %d of them edited afterwards"
            .formatted(reviews.size(), edits.size()));
    new Report(terminal, ZoneId.systemDefault()).print(cases, kpis());
  }

  private static String lines(List<ObjectNode> reviews) {
    return reviews.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
  }

  private String post(ObjectNode review) throws IOException, InterruptedException {
    return client
        .post(ingest.resolve("/v1/reviews"), "application/json", review.toString())
        .path("id")
        .asText();
  }

  private void awaitReviews(int count) throws IOException, InterruptedException, Refusal {
    long end = System.nanoTime() + THROUGH.toNanos();
    while (kpis().path("reviews").asInt() < count) {
      pause(end, "the samples did not reach the KPIs");
    }
  }

  private void awaitEdit(ObjectNode edit, String id)
      throws IOException, InterruptedException, Refusal {
    var address = metrics.resolve("/v1/reviews/" + id);
    long end = System.nanoTime() + THROUGH.toNanos();
    while (!client.get(address).path("text").equals(edit.path("text"))) {
      pause(end, "an edited sample did not reach the KPIs");
    }
  }

  /** The cases are complete once their number rests and the KPIs count the same. */
  private List<JsonNode> awaitCases() throws IOException, InterruptedException, Refusal {
    long end = System.nanoTime() + THROUGH.toNanos();
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

  private JsonNode kpis() throws IOException, InterruptedException {
    return client.get(metrics.resolve("/v1/kpis?window=7d"));
  }

  private static void pause(long end, String otherwise) throws InterruptedException, Refusal {
    if (System.nanoTime() > end) {
      throw new Refusal(otherwise + " within " + THROUGH.toSeconds() + " s; see the logs");
    }
    Thread.sleep(200);
  }
}
