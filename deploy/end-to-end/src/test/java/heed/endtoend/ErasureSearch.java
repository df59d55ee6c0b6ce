package heed.endtoend;

import static heed.endtoend.RunningHeed.ALERTING;
import static heed.endtoend.RunningHeed.INGEST;
import static heed.endtoend.RunningHeed.METRICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import heed.events.Topics;
import heed.testing.Stored;
import heed.testing.TopicProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Marks everything that can be marked of one customer, lets it go through the whole, has him
 * erased, and looks for the marks everywhere: in every table, every log, every topic.
 */
final class ErasureSearch {
  /** What the launcher has to be told, so that there are letters and a webhook to look into. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HEED_TELLING_ALLOW_PRIVATE", "127.0.0.0/8",
          "HEED_TELLING_ALLOW_HTTP", "true",
          "HEED_TELLING_MAIL_FROM", "heed@shop.example",
          "QUARKUS_MAILER_HOST", "127.0.0.1",
          "QUARKUS_MAILER_PORT", "9"); // nobody listens there: what is to be sent waits

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SHOP = "erasure-shop";
  private static final String CUSTOMER = "MARKEDCUSTOMER";
  private static final List<String> MARKS =
      List.of(
          CUSTOMER,
          "MARKEDORDER",
          "MARKEDEXTERNAL",
          "MARKEDNAME",
          "MARKEDMAIL",
          "MARKEDTITLE",
          "MARKEDTEXT",
          "MARKEDNOTE",
          "MARKEDINTERNAL",
          "MARKEDANSWER",
          "MARKEDREASON");

  private final RunningHeed heed;
  private final TopicSearch topics;
  private final TopicProbe probe;

  ErasureSearch(RunningHeed heed, TopicSearch topics, TopicProbe probe) {
    this.heed = heed;
    this.topics = topics;
    this.probe = probe;
  }

  /** All of it; what is asserted is said beside it. */
  void run() throws Exception {
    var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    receiver.start();
    try {
      known(receiver.getAddress().getPort());
      erased();
      replayed();
      forgottenByRetention();
    } finally {
      receiver.stop(0);
    }
  }

  private void known(int receiver) throws Exception {
    ok(
        heed.post(
                ALERTING,
                "/v1/endpoints",
                "{\"url\": \"http://127.0.0.1:%d/\", \"kind\": \"WEBHOOK\", \"storefronts\": [\"%s\"]}"
                    .formatted(receiver, SHOP))
            .statusCode(),
        201);
    post(1);
    post(2);
    await().atMost(SOON).until(() -> cases().size() == 2);
    act("answer", "{\"text\": \"MARKEDANSWER\", \"visibility\": \"PUBLIC\"}");
    act("answer", "{\"text\": \"MARKEDINTERNAL\", \"visibility\": \"INTERNAL\"}");
    act("notes", "{\"text\": \"MARKEDNOTE\"}");
    await().atMost(SOON).until(() -> export(METRICS).path("reviews").size() == 2);
    var review = export(METRICS).path("reviews").get(0).path("review").path("id").asText();
    ok(
        heed.post(
                METRICS,
                "/v1/reviews/" + review + "/display",
                "{\"display\": \"HIDDEN\", \"reason\": \"MARKEDREASON\"}")
            .statusCode(),
        200);
    await()
        .atMost(SOON)
        .until(() -> export(METRICS).toString().contains("MARKEDANSWER") && samples() == 2);
    assertThat(export(ALERTING).toString())
        .as("he can be given everything")
        .contains(MARKS.stream().filter(mark -> !mark.equals("MARKEDREASON")).toList());
    var seen = String.join("\n", stored());
    // name and address are sealed, and nothing finds them
    assertThat(MARKS)
        .filteredOn(mark -> !List.of("MARKEDNAME", "MARKEDMAIL").contains(mark))
        .allSatisfy(mark -> assertThat(seen).contains(mark));
    assertThat(seen).contains("alerting.cases", "alerting.timeline", "metrics.reviews");
    assertThat(topics.found(TopicSearch.kept(false), MARKS))
        .as("what is looked for is on the raw topics")
        .contains("reviews-received: MARKEDTEXT", "answers-published: MARKEDANSWER")
        .noneMatch(where -> where.contains("MARKEDNAME") || where.contains("MARKEDMAIL"));
  }

  private void erased() throws Exception {
    ok(heed.delete(INGEST, "/v1/customers/" + CUSTOMER + "?storefront=" + SHOP).statusCode(), 202);
    await().atMost(SOON).untilAsserted(() -> assertThat(stored()).isEmpty());
    await().atMost(SOON).until(() -> samples() == 0);
    nothingElsewhere();
    assertThat(export(ALERTING).path("cases")).isEmpty();
    assertThat(export(METRICS).path("reviews")).isEmpty();
  }

  /** As if the consumers began at the earliest offset: everything comes again, as it was. */
  private void replayed() throws Exception {
    for (var topic :
        List.of(Topics.REVIEWS_RECEIVED, Topics.REVIEWS_TAGGED, Topics.ANSWERS_PUBLISHED)) {
      for (var record : topics.all(topic)) {
        if (new String(record.value(), StandardCharsets.UTF_8).contains(SHOP)) {
          probe.send(
              new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()));
        }
      }
    }
    await().atMost(SOON).until(topics::everythingWasRead);
    assertThat(stored()).as("what comes late is refused").isEmpty();
    await().atMost(SOON).until(() -> samples() == 0);
    nothingElsewhere();
  }

  private void nothingElsewhere() throws IOException {
    assertThat(logged()).as("in a log").isEmpty();
    assertThat(topics.found(TopicSearch.kept(true), MARKS)).as("compacted").isEmpty();
    assertThat(topics.found(List.of(Topics.CASES_CHANGED, Topics.KPI_ALARMS), MARKS)).isEmpty();
  }

  private void forgottenByRetention() throws Exception {
    topics.forgetAtOnce(TopicSearch.kept(false));
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(topics.found(TopicSearch.kept(false), MARKS)).isEmpty());
  }

  private void post(int n) throws IOException {
    var body =
        """
        {"externalId": "MARKEDEXTERNAL-%d", "storefront": "%s", "product": {"id": "sku-1", "name": "Kettle"},
         "order": {"id": "MARKEDORDER"}, "title": "MARKEDTITLE",
         "customer": {"id": "%s", "name": "MARKEDNAME", "email": "MARKEDMAIL@customer.example"},
         "rating": {"scale": "STARS_5", "value": 1}, "language": "en", "country": "GB",
         "text": "MARKEDTEXT: the parcel came three weeks late, the kettle leaks and nobody answers the phone."}
        """
            .formatted(n, SHOP, CUSTOMER);
    ok(heed.post(INGEST, "/v1/reviews", body).statusCode(), 202);
  }

  private JsonNode cases() throws IOException {
    return heed.get(ALERTING, "/v1/cases?storefront=" + SHOP).path("items");
  }

  private void act(String deed, String body) throws IOException {
    var item = cases().get(0);
    var path = "/v1/cases/" + item.path("id").asText() + "/" + deed;
    var version = "\"" + item.path("version").asLong() + "\"";
    ok(heed.post(ALERTING, path, body, "If-Match", version).statusCode(), 200);
  }

  private JsonNode export(int service) throws IOException {
    return heed.get(service, "/v1/customers/" + CUSTOMER + "/export?storefront=" + SHOP);
  }

  private static void ok(int status, int expected) {
    assertThat(status).isEqualTo(expected);
  }

  /** Every row of every table of both databases. */
  private List<String> stored() throws Exception {
    var found = new ArrayList<String>();
    for (var name : List.of("alerting", "metrics")) {
      try (var connection = heed.database(name)) {
        Stored.search(connection, MARKS).forEach(where -> found.add(name + "." + where));
      }
    }
    return found;
  }

  /** How many samples of this shop the training topic still teaches. */
  private long samples() {
    return topics.newest(Topics.TRAINING_SAMPLES).values().stream()
        .filter(value -> value != null && text(value).contains("\"" + SHOP + "\""))
        .count();
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Every log of every process. */
  private Collection<String> logged() throws IOException {
    var found = new TreeSet<String>();
    var logs = List.of(heed.data().resolve("logs"), heed.data().resolve("postgres/data/log"));
    for (var folder : logs) {
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          search(file, found);
        }
      }
    }
    for (var line : heed.lines()) {
      MARKS.stream().filter(line::contains).forEach(mark -> found.add("launcher: " + mark));
    }
    return found;
  }

  private static void search(Path file, Collection<String> found) throws IOException {
    var text = Files.readString(file, StandardCharsets.ISO_8859_1);
    MARKS.stream()
        .filter(text::contains)
        .forEach(mark -> found.add(file.getFileName() + ": " + mark));
  }
}
