package heed.ingest;

import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.post;
import static heed.ingest.Doors.request;
import static heed.ingest.Doors.send;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.EventJson;
import heed.events.Review;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promise of 202, and what is answered where it cannot be given. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class BrokerAwayTest {
  private static final Duration IN_TIME = Duration.ofSeconds(5);
  private boolean away;

  private static String review(String externalId, int textLength) {
    return "{\"externalId\":\"%s\",\"product\":{\"id\":\"p\"},\"text\":\"%s\"}"
        .formatted(externalId, "x".repeat(textLength));
  }

  @AfterEach
  void bringBack() throws Exception {
    if (away) {
      KafkaForTests.restartBroker();
      away = false;
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> post(RIGA, JSON, review("back", 1)).statusCode() == 202);
  }

  private static List<HttpResponse<String>> inParallel(int posts) {
    return IntStream.range(0, posts)
        .mapToObj(
            i ->
                Doors.client()
                    .sendAsync(
                        request(RIGA, "/v1/reviews")
                            .header("Content-Type", JSON)
                            .POST(BodyPublishers.ofString(review("away-" + i, 10)))
                            .build(),
                        BodyHandlers.ofString()))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  @Test
  void promisesNothingWhileTheBrokerIsStoppedAndGoesOnByItselfAfterwards() throws Exception {
    assertThat(post(RIGA, JSON, review("before", 1)).statusCode()).isEqualTo(202);
    away = true;
    KafkaForTests.stopBroker();
    for (var i = 0; i < 3; i++) {
      var start = System.nanoTime();
      var answers = inParallel(40);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(503);
      assertThat(answers).allMatch(a -> a.headers().firstValue("Retry-After").isPresent());
    }
    var id = "8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a11";
    assertThat(send(request(RIGA, "/v1/reviews/" + id).DELETE().build()).statusCode())
        .isEqualTo(503);
    assertThat(send(request(RIGA, "/v1/customers/c").DELETE().build()).statusCode()).isEqualTo(503);
    assertThat(Doors.order(RIGA, JSON, OrderTrial.order("away", Instant.now())).statusCode())
        .isEqualTo(503);
    assertThat(Doors.change(RIGA, "away", "{\"status\":\"REFUNDED\"}").statusCode()).isEqualTo(503);
    theFormKeepsWhatWasWritten();
    assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(RestAssured.get("/q/health/live").statusCode()).isEqualTo(200);
  }

  private static void theFormKeepsWhatWasWritten() throws Exception {
    var token = FormTrial.token("form-away", FormTrial.KETTLE);
    assertThat(FormTrial.get("/r/" + token).statusCode()).isEqualTo(200);
    var kept =
        FormTrial.post("/r/" + token, FormTrial.form("stars-0", "2", "text-0", "Vāks ciets"));
    assertThat(kept.statusCode()).isEqualTo(503);
    assertThat(kept.headers().firstValue("Retry-After")).isPresent();
    assertThat(kept.body())
        .contains("Vēl nav saglabāts", "Vāks ciets", "name=\"stars-0\" value=\"2\" checked");
    var no = FormTrial.post("/u/" + token, "List-Unsubscribe=One-Click");
    assertThat(no.statusCode()).isEqualTo(503);
    assertThat(no.body()).contains("Vairs nelūgt", "<button");
  }

  @Test
  void whatWasAnswered202SurvivesACrashOfTheBroker() throws Exception {
    var accepted = new HashSet<String>();
    var crash = new CompletableFuture<Void>();
    away = true;
    for (var i = 0; !crash.isDone(); i++) {
      if (post(RIGA, JSON, review("crash-" + i, 10)).statusCode() == 202) {
        accepted.add("crash-" + i);
      }
      if (i == 50) {
        // beside the posts, so that some are under way when it happens
        CompletableFuture.runAsync(BrokerAwayTest::crashBroker)
            .whenComplete((done, failed) -> crash.complete(done));
      }
    }
    assertThat(accepted).hasSizeGreaterThan(40);
    bringBack();
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var log = probe.listenFromStart(Topics.REVIEWS_RECEIVED)) {
      var stored = new HashSet<String>();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                log.drain(Duration.ofMillis(500)).stream()
                    .filter(r -> new String(r.value(), StandardCharsets.UTF_8).contains("crash-"))
                    .map(r -> EventJson.read(r.value(), Review.class).externalId())
                    .forEach(stored::add);
                assertThat(stored).containsAll(accepted);
              });
    }
  }

  private static void crashBroker() {
    try {
      KafkaForTests.killBroker();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysHowFarABulkCameWhenTheBrokerWasLostMidway() throws Exception {
    away = true;
    var lines = new LosingTheBroker(BulkResourceTest.lines(30_000, 500), 2_000_000);
    var start = System.nanoTime();
    var answer = post(RIGA, Bulks.NDJSON, BodyPublishers.ofInputStream(() -> lines));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
    assertThat(Duration.ofNanos(System.nanoTime() - lines.lostAt))
        .isLessThan(Duration.ofSeconds(10));
    var told = from(answer.body());
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(told.getInt("accepted")).isBetween(1, 29_999);
    assertThat(told.getInt("rejected")).isZero();
    assertThat(told.getInt("firstLineNotAccepted")).isBetween(1, told.getInt("accepted") + 1);
  }

  /** A file during whose sending the broker crashes, once it has taken some of it. */
  private static final class LosingTheBroker extends InputStream {
    /** More than can be on their way: the first of them were acknowledged. */
    private static final long FIRST = 2_000;

    private final Admin admin =
        Admin.create(Map.of("bootstrap.servers", KafkaForTests.bootstrapServers()));
    private final InputStream in;
    private final long before = onTheLog();
    private long until;
    volatile long lostAt;

    LosingTheBroker(InputStream in, long until) {
      this.in = in;
      this.until = until;
    }

    private long onTheLog() {
      var partitions =
          IntStream.range(0, 12)
              .mapToObj(p -> new TopicPartition(Topics.REVIEWS_RECEIVED, p))
              .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
      try {
        return admin.listOffsets(partitions).all().get().values().stream()
            .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
            .sum();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      admin.close(Duration.ZERO);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      var n = in.read(target, offset, length);
      until -= n;
      if (until < 0 && lostAt == 0 && onTheLog() > before + FIRST) {
        crashBroker();
        lostAt = System.nanoTime();
      }
      return n;
    }
  }
}
