package heed.ingest;

import static heed.ingest.Doors.FLOOD;
import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.post;
import static heed.ingest.Doors.request;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.KafkaForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class LimitsTest {
  private static final int CALM = 400;
  private static final long SECOND = 1_000_000_000;

  @Test
  void aKeyIsToldWhatItHasLeft() throws Exception {
    var answer = single(RIGA, "told-1");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .hasValue("\"reviews\";q=1000000;w=500");
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
        .matches("\"reviews\";r=[0-9]+;t=[0-9]+");
  }

  /** The shape of the delays is printed, and no time is asserted: machines differ. */
  @Test
  void aFloodFromOneKeyIsRefusedAndAnotherKeyDoesNotFeelIt() throws Exception {
    var warm = delays(CALM);
    var calm = delays(CALM);
    var flooding = new AtomicBoolean(true);
    var answers = Collections.synchronizedList(new ArrayList<Integer>());
    var flood = Thread.ofVirtual().start(() -> flood(flooding, answers));
    await(() -> answers.contains(429));
    var besides = delays(CALM);
    flooding.set(false);
    flood.join();
    System.out.printf(
        "p50 and p99 of a calm key: %s us calm, %s us beside a flood of %d requests, %d refused%n",
        figures(calm), figures(besides), answers.size(), Collections.frequency(answers, 429));
    assertThat(warm).hasSize(CALM);
    assertThat(answers).containsOnly(202, 429);
    assertThat(Collections.frequency(answers, 429)).isGreaterThan(answers.size() / 2);
  }

  @Test
  void whoIsRefusedIsToldWhenToComeBackAndThenIsTaken() throws Exception {
    // all at once: one after the other, a slow machine would keep to the limit
    var refused =
        IntStream.range(0, 12 * Doors.FLOOD_PER_SECOND)
            .parallel()
            .mapToObj(i -> LimitsTest.flooding("again-" + i))
            .filter(answer -> answer.statusCode() != 202)
            .findAny()
            .orElseThrow();
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"reviews\";r=0;");
    assertThat(from(refused.body()).getString("detail")).contains("Retry-After");
    var wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isEqualTo(1);
    await(() -> single(FLOOD, "again-at-last").statusCode() == 202);
  }

  @Test
  void aFileOverTheLimitIsReadMoreSlowlyAndNothingOfItIsRefused() throws Exception {
    await(() -> single(FLOOD, "before-the-file").statusCode() == 202);
    var lines =
        IntStream.range(0, 100)
            .mapToObj(i -> review("file-" + i) + "\n")
            .reduce("", String::concat);
    var begun = System.nanoTime();
    var answer = post(FLOOD, Bulks.NDJSON, lines);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(100);
    // 50 may be saved up: the other 50 take a second at least, however slow the machine.
    assertThat(System.nanoTime() - begun).isGreaterThan(SECOND * 9 / 10);
  }

  /** Ten times what the key may send. */
  private static void flood(AtomicBoolean flooding, List<Integer> answers) {
    var inFlight = new Semaphore(32);
    for (var i = 0; flooding.get(); i++) {
      LockSupport.parkNanos(SECOND / (10 * Doors.FLOOD_PER_SECOND));
      inFlight.acquireUninterruptibly();
      var request =
          request(FLOOD, "/v1/reviews")
              .header("Content-Type", JSON)
              .POST(BodyPublishers.ofString(review("flood-" + i)))
              .build();
      Doors.client()
          .sendAsync(request, BodyHandlers.discarding())
          .whenComplete(
              (answer, failure) -> {
                answers.add(failure == null ? answer.statusCode() : -1);
                inFlight.release();
              });
    }
    inFlight.acquireUninterruptibly(32);
  }

  private static List<Long> delays(int count) throws Exception {
    var delays = new ArrayList<Long>();
    for (var i = 0; i < count; i++) {
      var begun = System.nanoTime();
      assertThat(single(RIGA, "calm-" + i).statusCode()).isEqualTo(202);
      delays.add((System.nanoTime() - begun) / 1000);
    }
    return delays;
  }

  private static List<Long> figures(List<Long> delays) {
    var sorted = delays.stream().sorted().toList();
    return List.of(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100));
  }

  private static HttpResponse<String> single(String key, String externalId) throws Exception {
    return post(key, JSON, review(externalId));
  }

  private static HttpResponse<String> flooding(String externalId) {
    try {
      return single(FLOOD, externalId);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String review(String externalId) {
    return "{\"externalId\":\"%s\",\"product\":{\"id\":\"p\"},\"rating\":{\"scale\":\"STARS_5\",\"value\":4}}"
        .formatted(externalId);
  }

  private static void await(Callable<Boolean> what) {
    Awaitility.await().until(what);
  }
}
