package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.Ids;
import heed.testing.PostgresForTests;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
class CaseEventsTest {
  @TestHTTPResource("/v1/cases/events")
  URI events;

  @Inject StreamBatch batch;
  @Inject Transactions transactions;

  /** One event as it came. */
  record Heard(String id, String event, String data) {}

  @Test
  void followsAndResumesWithoutAGapOrARepeat() throws Exception {
    try (var first = follow(null)) {
      var one = open("one");
      var two = open("two");
      await().atMost(World.SOON).until(() -> first.of(one, two).size() == 2);
      var heard = first.of(one, two).getFirst();
      assertThat(heard.event()).isEqualTo("case.opened");
      assertThat(heard.data()).contains("\"sequence\":1", one.toString());
      try (var resumed = follow(heard.id())) {
        var three = open("three");
        await().atMost(World.SOON).until(() -> resumed.of(three).size() == 1);
        assertThat(resumed.of(one)).isEmpty();
        assertThat(resumed.of(two)).hasSize(1);
      }
    }
  }

  @Test
  void anIdThatIsNotKeptIsAnsweredWithAReset() throws Exception {
    try (var stream = follow(UUID.randomUUID().toString())) {
      await()
          .atMost(World.SOON)
          .until(() -> stream.heard.stream().anyMatch(h -> "reset".equals(h.event())));
    }
  }

  @Test
  void neverPassesATransactionThatStillRuns() throws Exception {
    try (var stream = follow(null)) {
      var early = UUID.randomUUID();
      var written = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var slow =
          Thread.ofPlatform()
              .start(
                  () ->
                      transactions.read(
                          connection -> {
                            var decision =
                                Given.DECIDER.open(
                                    World.negative(early, "slow"),
                                    ReviewDecider.Past.NONE,
                                    Transactions.now(connection));
                            CaseRows.insert(connection, List.of(decision.after()));
                            Journal.write(connection, decision.told());
                            written.countDown();
                            awaitLatch(release);
                            return true;
                          }));
      awaitLatch(written);
      var late = open("fast");
      assertThat(stream.of(late)).isEmpty();
      release.countDown();
      slow.join();
      await().atMost(World.SOON).until(() -> stream.of(Ids.caseOf(early), late).size() == 2);
      assertThat(stream.of(Ids.caseOf(early), late).getFirst().data())
          .contains(Ids.caseOf(early).toString());
    }
  }

  @Test
  void doesNotWaitForATransactionOfAnotherDatabase() throws Exception {
    var url = PostgresForTests.jdbcUrl("metrics");
    try (var stream = follow(null);
        var other =
            DriverManager.getConnection(url, "metrics", PostgresForTests.password("metrics"))) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("select pg_current_xact_id()");
      }
      var opened = open("beside another database");
      await().atMost(World.SOON).until(() -> stream.of(opened).size() == 1);
      other.rollback();
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID open(String text) {
    var review = World.negative(UUID.randomUUID(), text);
    batch.apply(List.of(new FromStream.Tagged(review)));
    return Ids.caseOf(review.review().id());
  }

  private Stream follow(String last) throws Exception {
    return new Stream(events, last);
  }

  /** One connection, read on a thread of its own. */
  static final class Stream implements AutoCloseable {
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch connected = new CountDownLatch(1);

    Stream(URI uri, String last) throws Exception {
      this(uri, last, TestKey.PLAIN);
    }

    Stream(URI uri, String last, String key) throws Exception {
      var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
      if (last != null) {
        request.header("Last-Event-ID", last);
      }
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      Thread.ofPlatform().daemon().start(() -> read(response));
      connected.await();
    }

    List<Heard> of(UUID... cases) {
      var wanted = List.of(cases).stream().map(UUID::toString).toList();
      return heard.stream().filter(h -> wanted.stream().anyMatch(h.data()::contains)).toList();
    }

    private void read(HttpResponse<java.util.stream.Stream<String>> response) {
      var fields = new String[] {"", "", ""};
      try {
        response
            .body()
            .forEach(
                line -> {
                  connected.countDown();
                  if (line.isEmpty()) {
                    if (!fields[2].isEmpty()) {
                      heard.add(new Heard(fields[0], fields[1], fields[2]));
                    }
                    fields[0] = fields[1] = fields[2] = "";
                  } else if (line.startsWith("id:")) {
                    fields[0] = line.substring(3).strip();
                  } else if (line.startsWith("event:")) {
                    fields[1] = line.substring(6).strip();
                  } else if (line.startsWith("data:")) {
                    fields[2] = line.substring(5).strip();
                  }
                });
      } catch (RuntimeException e) {
        connected.countDown(); // closed by the test
      }
    }

    @Override
    public void close() throws IOException {
      client.shutdownNow();
    }
  }
}
