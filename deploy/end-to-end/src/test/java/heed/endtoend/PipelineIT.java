package heed.endtoend;

import static heed.endtoend.RunningHeed.ALERTING;
import static heed.endtoend.RunningHeed.INGEST;
import static heed.endtoend.RunningHeed.METRICS;
import static heed.endtoend.RunningHeed.SENTIMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import heed.embedded.FreePort;
import heed.events.DeadLetters;
import heed.events.Topics;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One start of everything for all tests; the last one stops it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static RunningHeed heed;
  private static SpanReceiver collector;
  private static Watched watched;

  @BeforeAll
  static void start() throws IOException {
    collector = new SpanReceiver();
    heed =
        new RunningHeed(folder.resolve("data"), freeBase())
            .with("HEED_TRACES_ENDPOINT", collector.endpoint())
            .with("HEED_TRACES_RATIO", "0")
            .with("QUARKUS_LOG_FILE_JSON_ENABLED", "true");
    ErasureSearch.ENVIRONMENT.forEach(heed::with);
    watched = new Watched(heed, collector);
    heed.start();
  }

  @AfterAll
  static void stop() throws Exception {
    heed.stopIfRunning();
  }

  @Test
  @Order(1)
  void printsTheKeyOnALineOfItsOwnAndNoColours() {
    assertThat(heed.lines()).filteredOn(line -> line.startsWith("key: ")).hasSize(1);
    assertThat(heed.lines()).noneMatch(line -> line.contains("\u001b"));
    assertThat(heed.lines()).anyMatch(line -> line.contains("/#key="));
  }

  @Test
  @Order(2)
  void carriesAnUnhappyReviewToACaseAndToTheKpis() throws Exception {
    var answer =
        heed.post(
            INGEST,
            "/v1/reviews",
            """
            {"externalId": "first", "storefront": "first-shop", "product": {"id": "sku-1", "name": "Kettle"},
             "rating": {"scale": "STARS_5", "value": 1}, "survey": {"nps": 2},
             "text": "The parcel came three weeks late and the kettle leaks.", "country": "GB"}
            """);
    assertThat(answer.statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> reviews("first-shop") == 1 && cases("first-shop") == 1);
    var opened = heed.get(ALERTING, "/v1/cases?storefront=first-shop").path("items").get(0);
    assertThat(opened.path("status").asText()).isEqualTo("OPEN");
    assertThat(opened.path("sla").path("status").asText()).isEqualTo("RUNNING");
    assertThat(kpis("first-shop").path("nps").path("value").asDouble()).isEqualTo(-100);
  }

  @Test
  @Order(2)
  void aKeyThatIsMadeOpensAtEveryServiceAndAtNoneOnceItIsRevoked() throws Exception {
    var made =
        heed.json(
            heed.post(
                ALERTING,
                "/v1/access/keys",
                "{\"name\":\"tour\",\"roles\":[\"storefront\",\"analyst\"]}"));
    var secret = made.path("secret").asText();
    var doors =
        Map.of(
            INGEST, "/v1/reviews/nothing",
            SENTIMENT, "/v1/nothing",
            ALERTING, "/v1/me",
            METRICS, "/v1/me");
    for (var door : doors.entrySet()) {
      await()
          .atMost(SOON)
          .until(() -> heed.statusWith(secret, door.getKey(), door.getValue()) != 401);
    }
    assertThat(heed.delete(ALERTING, "/v1/access/keys/" + made.path("id").asText()).statusCode())
        .isEqualTo(204);
    for (var door : doors.entrySet()) {
      await()
          .atMost(SOON)
          .until(() -> heed.statusWith(secret, door.getKey(), door.getValue()) == 401);
    }
  }

  @Test
  @Order(3)
  void laysMalformedRecordsAsideAndGoesOn() throws Exception {
    var readers =
        Map.of(
            Topics.REVIEWS_RECEIVED, List.of(Topics.SENTIMENT_DEAD_LETTER),
            Topics.REVIEWS_TAGGED, List.of(Topics.ALERTING_DEAD_LETTER, Topics.METRICS_DEAD_LETTER),
            Topics.CASES_CHANGED, List.of(Topics.METRICS_DEAD_LETTER));
    try (var probe = TopicProbe.at(heed.bootstrapServers())) {
      for (var entry : readers.entrySet()) {
        probe.send(entry.getKey(), "k", "{broken " + entry.getKey(), Map.of("ce_id", "x"));
      }
      for (var entry : readers.entrySet()) {
        for (var letters : entry.getValue()) {
          assertLaidAside(probe, entry.getKey(), letters);
        }
      }
    }
    post("first-shop", "second", 5);
    await().atMost(SOON).until(() -> reviews("first-shop") == 2);
  }

  @Test
  @Order(4)
  void oneReviewIsOneTraceFromThePostToTheCaseAndTheKpi() throws Exception {
    watched.oneReviewIsOneTrace();
  }

  @Test
  @Order(5)
  void aLineOfTheLogAboutATracedReviewBearsItsTrace() throws Exception {
    watched.linesOfTheLogBearTheTrace();
  }

  @Test
  @Order(6)
  void everyServiceTellsTheFiguresThatAreDocumented() throws Exception {
    watched.figuresAreThoseOfTheDocument();
  }

  @Test
  @Order(7)
  void aCollectorThatIsAwayIsNotMissed() throws Exception {
    collector.close();
    assertThat(watched.postTraced("without-a-collector", Watched.newTrace()).statusCode())
        .isEqualTo(202);
    await().atMost(SOON).until(() -> cases(Watched.SHOP) == 2 && reviews(Watched.SHOP) == 2);
  }

  private static void assertLaidAside(TopicProbe probe, String origin, String letters) {
    try (var listener = probe.listenFromStart(letters)) {
      var letter =
          listener
              .next(1, SOON, heard -> origin.equals(TopicListener.header(heard, DeadLetters.TOPIC)))
              .get(0);
      assertThat(letter.value()).isEqualTo(("{broken " + origin).getBytes(StandardCharsets.UTF_8));
      assertThat(letter.key()).isEqualTo("k".getBytes(StandardCharsets.UTF_8));
      assertThat(TopicListener.header(letter, "ce_id")).isEqualTo("x");
      assertThat(TopicListener.header(letter, DeadLetters.REASON)).isNotBlank();
    }
  }

  @Test
  @Order(8)
  void losesNothingAndCountsNothingTwiceWhenServicesAreKilledUnderLoad() throws Exception {
    try (var load = new Load(heed, "load-shop")) {
      for (int service : new int[] {SENTIMENT, ALERTING, METRICS, INGEST}) {
        var before = heed.processes();
        var name = NAMES.get(service);
        heed.kill(name);
        await()
            .atMost(SOON)
            .ignoreExceptions()
            .until(
                () ->
                    !heed.processes().get(name).equals(before.get(name)) && heed.isReady(service));
      }
      int posted = load.finish();
      int complaints = posted / Load.COMPLAINT_EVERY;
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> reviews("load-shop") >= posted && running("load-shop") >= complaints);
      assertThat(reviews("load-shop")).isEqualTo(posted);
      assertThat(cases("load-shop")).isEqualTo(complaints);
      assertThat(running("load-shop")).isEqualTo(complaints);
      assertThat(load.repeats()).as("the kill of review-ingest was felt").isPositive();
    }
    assertThat(heed.lines()).anyMatch(line -> line.contains("review-ingest ended (exit code 137)"));
  }

  @Test
  @Order(9)
  void theSlaReportAndTheKpisCountTheSame() throws Exception {
    for (var id : List.of("met", "cancelled", "running", "fourth")) {
      post("sla-shop", id, 1);
    }
    await().atMost(SOON).until(() -> cases("sla-shop") == 4);
    var items = heed.get(ALERTING, "/v1/cases?storefront=sla-shop").path("items");
    act(items.get(0), "answer", "{\"text\": \"We are sorry.\", \"visibility\": \"PUBLIC\"}");
    act(items.get(1), "resolve", "{\"resolution\": \"duplicate\"}");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              for (var window : List.of("24h", "7d", "30d", "90d")) {
                var query = "?storefront=sla-shop&window=" + window;
                var report = heed.get(ALERTING, "/v1/sla" + query);
                var kpis = heed.get(METRICS, "/v1/kpis" + query).path("sla");
                assertThat(report.path("met").asInt()).isEqualTo(1);
                assertThat(report.path("cancelled").asInt()).isEqualTo(1);
                for (var count : List.of("met", "breached", "running", "cancelled", "attainment")) {
                  assertThat(kpis.path(count)).as(count).isEqualTo(report.path(count));
                }
              }
            });
  }

  private static void act(JsonNode item, String deed, String body) throws IOException {
    var path = "/v1/cases/" + item.path("id").asText() + "/" + deed;
    var version = "\"" + item.path("version").asLong() + "\"";
    assertThat(heed.post(ALERTING, path, body, "If-Match", version).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(10)
  void refusesASecondStartOnTheSameFolderAndATakenPortInOneSentence() throws Exception {
    assertThat(refusal(heed.command("up"))).startsWith("heed: another Heed runs on ");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var other = new RunningHeed(folder.resolve("other"), taken.getLocalPort());
      assertThat(refusal(other.command("up")))
          .startsWith("heed: port " + taken.getLocalPort() + ", for review-ingest, is taken");
    }
  }

  private static String refusal(ProcessBuilder command) throws Exception {
    var process = command.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    return process.errorReader().readLine();
  }

  @Test
  @Order(11)
  void nothingOfAnErasedCustomerIsLeftAnywhere() throws Exception {
    try (var topics = new TopicSearch(heed.bootstrapServers());
        var probe = TopicProbe.at(heed.bootstrapServers())) {
      new ErasureSearch(heed, topics, probe).run();
    }
  }

  @Test
  @Order(12)
  void keepsItsDataThroughCtrlCAndAnotherStart() throws Exception {
    int reviews = reviews("load-shop");
    int cases = cases("load-shop");
    var processes = heed.processes();
    var streams =
        List.of(heed.follow(ALERTING, "/v1/cases/events"), heed.follow(METRICS, "/v1/kpis/events"));
    assertThat(heed.interruptGroup()).isZero();
    assertThat(streams)
        .allSatisfy(
            stream ->
                assertThatCode(stream::readAllBytes)
                    .as("ended, not broken off when it was waited for no longer")
                    .doesNotThrowAnyException());
    assertThat(processes)
        .allSatisfy((name, number) -> assertThat(isAlive(number)).as(name).isFalse());
    heed.start();
    assertThat(reviews("load-shop")).isEqualTo(reviews);
    assertThat(cases("load-shop")).isEqualTo(cases);
    post("load-shop", "after-restart", 1);
    await()
        .atMost(SOON)
        .until(() -> reviews("load-shop") == reviews + 1 && cases("load-shop") == cases + 1);
  }

  private static final Map<Integer, String> NAMES =
      Map.of(
          INGEST, "review-ingest",
          SENTIMENT, "sentiment-service",
          ALERTING, "alerting-service",
          METRICS, "metrics-service");

  /** One that has ended but was not yet fetched by its parent is not alive. */
  private static boolean isAlive(long number) {
    return ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false) && !isDefunct(number);
  }

  private static boolean isDefunct(long number) {
    try {
      return Files.readString(Path.of("/proc/" + number + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  private static void post(String storefront, String id, int stars) throws IOException {
    var body =
        """
        {"externalId": "%s", "storefront": "%s", "product": {"id": "sku-1"},
         "rating": {"scale": "STARS_5", "value": %d}}
        """
            .formatted(id, storefront, stars);
    assertThat(heed.post(INGEST, "/v1/reviews", body).statusCode()).isEqualTo(202);
  }

  private static JsonNode kpis(String storefront) throws IOException {
    return heed.get(METRICS, "/v1/kpis?window=24h&storefront=" + storefront);
  }

  private static int reviews(String storefront) throws IOException {
    return kpis(storefront).path("reviews").asInt();
  }

  private static int running(String storefront) throws IOException {
    return kpis(storefront).path("sla").path("running").asInt();
  }

  private static int cases(String storefront) throws IOException {
    int count = 0;
    var cursor = "";
    do {
      var page = heed.get(ALERTING, "/v1/cases?limit=500&storefront=" + storefront + cursor);
      count += page.path("items").size();
      var next = page.path("nextCursor");
      cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
    } while (!cursor.isEmpty());
    return count;
  }

  /** A base with room above it: the other ports follow from it. */
  /** A base from which every port is free. */
  static int freeBase() throws IOException {
    for (int i = 0; i < 100; i++) {
      int base = 20_000 + FreePort.find() % 10_000;
      if (allFree(base)) {
        return base;
      }
    }
    throw new IOException("no free ports");
  }

  private static boolean allFree(int base) {
    for (int offset : new int[] {0, 1, 2, 3, 10, 11}) {
      try (var socket = new ServerSocket(base + offset, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
