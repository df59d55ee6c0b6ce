package heed.endtoend;

import static heed.endtoend.RunningHeed.ALERTING;
import static heed.endtoend.RunningHeed.INGEST;
import static heed.endtoend.RunningHeed.METRICS;
import static heed.endtoend.RunningHeed.SENTIMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.endtoend.SpanReceiver.Seen;
import heed.events.Topics;
import heed.testing.TopicProbe;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What operators see of it all: traces, lines of the log, figures. */
final class Watched {
  static final String SHOP = "watched-shop";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String CALLER = "00f067aa0ba902b7";
  private static final int MOST_SERIES = 120;

  /** As the document says: no promise has ended here, and nobody was asked for a review. */
  private static final Set<String> ABSENT =
      Set.of(
          "heed_kpi_attainment",
          "heed_kpi_invitations_sent",
          "heed_kpi_invitations_opened_share",
          "heed_kpi_invitations_answered_share");

  private static final Map<Integer, String> SERVICES =
      Map.of(
          INGEST, "review-ingest",
          SENTIMENT, "sentiment-service",
          ALERTING, "alerting-service",
          METRICS, "metrics-service");

  private final RunningHeed heed;
  private final SpanReceiver collector;

  Watched(RunningHeed heed, SpanReceiver collector) {
    this.heed = heed;
    this.collector = collector;
  }

  static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  HttpResponse<String> postTraced(String id, String trace) throws IOException {
    return heed.post(
        INGEST,
        "/v1/reviews",
        """
        {"externalId": "%s", "storefront": "%s", "product": {"id": "sku-1", "name": "Kettle"},
         "customer": {"id": "cust-secret", "name": "Anna Secret", "email": "anna@secret.example"},
         "rating": {"scale": "STARS_5", "value": 1}, "text": "It leaks, and secret words follow."}
        """
            .formatted(id, SHOP),
        "traceparent",
        "00-" + trace + "-" + CALLER + "-01");
  }

  void oneReviewIsOneTrace() throws IOException {
    var before = collector.all();
    var trace = newTrace();
    assertThat(postTraced("traced", trace).statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> collector.of(trace).size() >= 5);
    var posted = only(trace, "review-ingest", "POST /v1/reviews");
    var tagged = only(trace, "sentiment-service", "process reviews-received");
    var decided = only(trace, "alerting-service", "process reviews-tagged");
    var opened = only(trace, "alerting-service", "case.opened");
    var counted = only(trace, "metrics-service", "process reviews-tagged");
    assertThat(posted.parentSpanId()).isEqualTo(CALLER);
    assertThat(posted.attributes()).containsEntry("http.response.status_code", "202");
    assertThat(tagged.parentSpanId()).isEqualTo(posted.spanId());
    assertThat(decided.parentSpanId()).isEqualTo(tagged.spanId());
    assertThat(counted.parentSpanId()).isEqualTo(tagged.spanId());
    assertThat(opened.parentSpanId()).isEqualTo(decided.spanId());
    var items = heed.get(ALERTING, "/v1/cases?storefront=" + SHOP).path("items");
    assertThat(opened.attributes()).containsEntry("heed.case.id", items.get(0).get("id").asText());
    assertThat(collector.of(trace)).hasSize(5);
    assertBatch(posted, tagged);
    assertBatch(tagged, decided);
    assertBatch(tagged, counted);
    assertThat(before).as("what nobody asked to trace").isEmpty();
    assertThat(collector.all().toString())
        .doesNotContainIgnoringCase("secret")
        .doesNotContain("127.0.0.1");
    collector.write(trace, Path.of("target", "trace.json"));
  }

  private Seen only(String trace, String service, String name) {
    var found =
        collector.of(trace).stream()
            .filter(span -> span.service().equals(service) && span.name().equals(name))
            .toList();
    assertThat(found).as(service + ": " + name + " of " + collector.of(trace)).hasSize(1);
    return found.getFirst();
  }

  /** The batch is linked with what the record came from, and the record's span with the batch. */
  private void assertBatch(Seen parent, Seen processed) {
    assertThat(processed.links()).hasSize(1);
    await()
        .atMost(SOON)
        .until(
            () -> collector.all().stream().anyMatch(s -> s.id().equals(processed.links().get(0))));
    assertThat(collector.all())
        .filteredOn(span -> span.id().equals(processed.links().get(0)))
        .allSatisfy(
            batch -> {
              assertThat(batch.service()).isEqualTo(processed.service());
              assertThat(batch.name()).startsWith("batch of reviews-");
              assertThat(batch.links()).contains(parent.id());
            });
  }

  void linesOfTheLogBearTheTrace() throws Exception {
    var trace = newTrace();
    try (var probe = TopicProbe.at(heed.bootstrapServers())) {
      probe.send(
          Topics.REVIEWS_RECEIVED,
          "k",
          "{broken",
          Map.of("ce_id", "x", "traceparent", "00-" + trace + "-" + CALLER + "-01"));
    }
    await().atMost(SOON).until(() -> !linesOf(trace).isEmpty());
    var line = linesOf(trace).getFirst();
    assertThat(line.path("message").asText()).startsWith("Record laid aside");
    assertThat(line.path("service").asText()).isEqualTo("sentiment-service");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("mdc").path("spanId").asText()).hasSize(16);
    assertThat(line.path("timestamp").asText()).isNotBlank();
    assertThat(line.path("loggerName").asText()).isNotBlank();
    assertThat(line.has("loggerClassName")).isFalse();
  }

  private List<JsonNode> linesOf(String trace) throws IOException {
    var json = new ObjectMapper();
    var found = new ArrayList<JsonNode>();
    for (var line : heed.log("sentiment-service")) {
      if (!line.endsWith("}")) {
        continue; // is being written
      }
      var read = json.readTree(line);
      if (read.path("mdc").path("traceId").asText().equals(trace)) {
        found.add(read);
      }
    }
    return found;
  }

  void figuresAreThoseOfTheDocument() throws IOException {
    var documented =
        Figures.documented(Path.of(System.getProperty("heed.root"), "docs", "metrics.md"));
    assertThat(documented).hasSizeGreaterThan(40);
    await().atMost(SOON).until(() -> figures(METRICS).series().containsKey("heed_kpi_nps"));
    await().atMost(SOON).until(() -> heed.text(SENTIMENT, "/q/metrics").contains("lag_records{"));
    for (var service : SERVICES.keySet()) {
      assertDocumented(SERVICES.get(service), figures(service), documented);
    }
  }

  private static void assertDocumented(
      String service, Figures figures, Map<String, Figures.Documented> documented) {
    var ours = new TreeSet<String>();
    for (var name : figures.series().keySet()) {
      var row = documented.containsKey(name) ? name : Figures.base(name);
      if (row.startsWith("heed_") || documented.containsKey(row)) {
        ours.add(row);
        assertThat(documented).as(service + " tells " + name).containsKey(row);
        assertThat(documented.get(row).services()).as(name).contains(service);
        assertThat(documented.get(row).labels()).as(name).containsAll(figures.labels().get(name));
      }
      if (row.startsWith("heed_")) {
        assertNamedWell(figures, name);
      }
    }
    documented.forEach(
        (name, row) -> {
          if (row.services().contains(service) && !ABSENT.contains(name)) {
            assertThat(ours).as(service).contains(name);
          }
        });
    assertThat(figures.values())
        .as("no id is a label")
        .noneMatch(value -> value.matches(".*[0-9a-f]{8}-[0-9a-f]{4}-.*"));
  }

  private static void assertNamedWell(Figures figures, String name) {
    var type = String.valueOf(figures.types().get(name));
    assertThat(figures.help().get(name)).as("HELP of " + name).isNotBlank();
    assertThat(figures.series().get(name)).as("series of " + name).isLessThan(MOST_SERIES);
    assertThat(name.endsWith("_total"))
        .as(name + " is a " + type)
        .isEqualTo(type.equals("counter"));
    assertThat(name).doesNotContain("_ms").doesNotContain("_millis").doesNotContain("_percent");
  }

  private Figures figures(int service) throws IOException {
    return Figures.read(heed.text(service, "/q/metrics"));
  }
}
