package heed.ingest;

import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.post;
import static heed.ingest.Doors.request;
import static heed.ingest.Doors.send;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.EventJson;
import heed.events.Ids;
import heed.events.Review;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Enumeration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class BulkResourceTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private TopicProbe probe;
  private TopicListener log;

  @BeforeEach
  void listen() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    log = probe.listen(Topics.REVIEWS_RECEIVED);
  }

  @AfterEach
  void close() {
    log.close();
    probe.close();
  }

  /** Lines that are made as they are sent: nobody holds the whole. */
  static InputStream lines(int count, int textLength) {
    var each =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "{\"externalId\":\"bulk-%d\",\"product\":{\"id\":\"p\"},\"text\":\"%s\"}\n"
                        .formatted(i, "x".repeat(textLength)))
            .map(l -> new ByteArrayInputStream(l.getBytes(StandardCharsets.UTF_8)))
            .iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return each.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return each.next();
          }
        });
  }

  @Test
  void streamsTwentyThousandLines() throws Exception {
    var answer = post(RIGA, Bulks.NDJSON, BodyPublishers.ofInputStream(() -> lines(20_000, 500)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(20_000);
    assertThat(from(answer.body()).getInt("rejected")).isZero();
    var ids =
        log.next(20_000, SOON).stream()
            .map(r -> EventJson.read(r.value(), Review.class).externalId())
            .distinct();
    assertThat(ids).hasSize(20_000);
  }

  @Test
  void rejectsLinesOneByOneAndSaysWhy() throws Exception {
    var answer =
        post(
            RIGA,
            Bulks.NDJSON,
            """
            {"externalId":"1","product":{"id":"p"},"text":"ok"}
            {"externalId":"2","product":{"id":"p"},"rating":{"scale":"STARS_5","value":7}}

            {"externalId":"3","product":{"id":"p"},"text":"ok","storefront":"oslo-shop"}
            {"product":{"id":"p"},"text":"ok"}
            not json
            {"externalId":"%s","product":{"id":"p"},"text":"ok"}
            {"externalId":"4","product":{"id":"p"},"text":"ok","storefront":"riga-shop"}
            """
                .formatted("x".repeat(70_000)));
    assertThat(answer.statusCode()).isEqualTo(200);
    var told = from(answer.body());
    assertThat(told.getInt("accepted")).isEqualTo(2);
    assertThat(told.getInt("rejected")).isEqualTo(5);
    assertThat(told.getList("errors.line")).containsExactly(2, 4, 5, 6, 7);
    assertThat(told.getList("errors.detail", String.class))
        .satisfiesExactly(
            d -> assertThat(d).contains("rating.value is 7, must be a whole number from 1 to 5"),
            d -> assertThat(d).contains("storefront"),
            d -> assertThat(d).contains("Idempotency-Key"),
            d -> assertThat(d).contains("JSON"),
            d -> assertThat(d).contains("64 KiB"));
  }

  @Test
  void tellsTheFirstThousandErrorsAndCountsAll() throws Exception {
    var answer = post(RIGA, Bulks.NDJSON, "{}\n".repeat(1500));
    assertThat(from(answer.body()).getInt("rejected")).isEqualTo(1500);
    assertThat(from(answer.body()).getList("errors")).hasSize(1000);
  }

  @Test
  void aKeyAndTheLineNumberIdentifyALine() throws Exception {
    var csv = "product.id,text\np,\"two\nlines\"\n\np,b\n";
    var request =
        request(RIGA, "/v1/reviews")
            .header("Content-Type", "text/csv; charset=utf-8; header=present")
            .header("Idempotency-Key", "file-1")
            .POST(BodyPublishers.ofString(csv))
            .build();
    assertThat(from(send(request).body()).getInt("accepted")).isEqualTo(2);
    assertThat(log.next(2, SOON).stream().map(r -> EventJson.read(r.value(), Review.class).id()))
        .containsExactlyInAnyOrder(
            Ids.review("riga-shop", Ids.Kind.IDEMPOTENCY_KEY, "file-1:2"),
            Ids.review("riga-shop", Ids.Kind.IDEMPOTENCY_KEY, "file-1:5"));
  }

  @Test
  void readsCsvWithEveryField() throws Exception {
    var csv =
        """
        externalId,storefront,product.id,product.name,order.id,order.deliveredAt,customer.id,customer.name,customer.email,channel,rating.scale,rating.value,survey.nps,survey.csat,survey.ces,title,text,language,country,submittedAt
        csv-1,riga-shop,p,Kanna,991,2026-01-02T03:04:05Z,c-1,Zane,zane@example.com,IMPORT,POINTS_10,7,9,4,5,Virsraksts,"Laba, ""ļoti"" laba",lv,LV,2026-01-03T00:00:00Z
        """;
    var answer = post(RIGA, Bulks.CSV, csv);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(1);
    var review = EventJson.read(log.next(1, SOON).getFirst().value(), Review.class);
    assertThat(review.text()).isEqualTo("Laba, \"ļoti\" laba");
    assertThat(review.survey().ces()).isEqualTo(5);
    assertThat(review.customer().contact()).startsWith("v2.");
    assertThat(review.country()).isEqualTo("LV");
  }

  @Test
  void refusesAHeaderItDoesNotKnowAndAppendsNothing() throws Exception {
    var answer = post(RIGA, Bulks.CSV, "product.id,stars\np,5\n");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(from(answer.body()).getString("detail")).contains("stars");
  }

  @Test
  void saysHowFarItCameWhereTheCsvBreaks() throws Exception {
    var answer = post(RIGA, Bulks.CSV, "externalId,product.id,text\n1,p,a\n2,p,\"b\"c\n3,p,c\n");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(1);
    assertThat(from(answer.body()).getInt("firstLineNotAccepted")).isEqualTo(3);
  }

  @Test
  void opensOnlyForTheRightKey() throws Exception {
    assertThat(post("no-such-key", Bulks.NDJSON, "{}").statusCode()).isEqualTo(401);
    assertThat(post(Doors.READER, Bulks.CSV, "text\n").statusCode()).isEqualTo(403);
  }
}
