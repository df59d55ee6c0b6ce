package heed.ingest;

import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.send;
import static io.restassured.path.json.JsonPath.from;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A file whose sender goes away in the middle, at the real door. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class BrokenOffFileTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static int yotpos(String figure) throws Exception {
    var list = send(Doors.request(TestKey.PLAIN, "/v1/inbound").build()).body();
    return from(list).getInt("items.find { it.source == 'yotpo' }." + figure);
  }

  private static String begin(String lines) {
    return """
        POST /v1/inbound/yotpo HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Transfer-Encoding: chunked\r
        \r
        %x\r
        %s\r
        """
        .formatted(RestAssured.port, RIGA, Bulks.NDJSON, lines.getBytes(UTF_8).length, lines);
  }

  @Test
  void whatTheLogHasIsCountedAndItsBreakingOffRefusesNothing() throws Exception {
    var accepted = yotpos("accepted");
    var rejected = yotpos("rejected");
    var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    var lines = "{\"id\":\"b-1\",\"score\":5}\n{\"id\":\"b-2\",\"score\":1}\n{\"id\":\"b-3\",";
    try (probe;
        var log = probe.listen(heed.events.Topics.REVIEWS_RECEIVED);
        var sender = new Socket("127.0.0.1", RestAssured.port)) {
      sender.getOutputStream().write(begin(lines).getBytes(UTF_8));
      assertThat(log.next(2, SOON)).hasSize(2);
    }
    await().atMost(SOON).until(() -> yotpos("accepted") == accepted + 2);
    assertThat(yotpos("rejected")).isEqualTo(rejected);
    assertThat(yotpos("lastDay.accepted")).isGreaterThanOrEqualTo(2);
  }
}
