package heed.ingest;

import static heed.ingest.FormTrial.KETTLE;
import static heed.ingest.FormTrial.get;
import static heed.ingest.FormTrial.post;
import static heed.ingest.FormTrial.token;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationDeclined;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class UnsubscribeResourceTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private TopicProbe probe;

  @BeforeEach
  void open() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
  }

  @AfterEach
  void close() {
    probe.close();
  }

  private static boolean keyed(ConsumerRecord<byte[], byte[]> record, Object key) {
    return new String(record.key(), StandardCharsets.UTF_8).equals(key.toString());
  }

  @Test
  void anExpiredLinkIsGoneForReviewsButNotForANo() throws Exception {
    var token = FormTrial.SEAL.seal(FormTrial.expired("late", Instant.now()));
    for (var answer :
        new HttpResponse<?>[] {
          get("/r/" + token), post("/r/" + token, "stars-0=5"), get("/r/" + token + "/thanks")
        }) {
      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat((String) answer.body()).contains("Šīs saites termiņš ir beidzies");
    }
    try (var told = probe.listen(Topics.ORDERS_CHANGED)) {
      assertThat(post("/u/" + token, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
      told.next(1, SOON, r -> keyed(r, Ids.order("riga-shop", "late")));
    }
  }

  @Test
  void mailProgramsUnsubscribeWithOnePostAndPeopleWithAButton() throws Exception {
    var path = "/u/" + token("no", KETTLE);
    var parts =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    try (var told = probe.listen(Topics.ORDERS_CHANGED)) {
      assertThat(get(path).body())
          .contains("Vairs nelūgt atsauksmes?", "<button", "action=\"" + path + "\"")
          .contains("name=\"List-Unsubscribe\" value=\"One-Click\"");
      assertThat(told.drain(Duration.ofMillis(300))).isEmpty();
      var oneClick = post(path, "List-Unsubscribe=One-Click");
      assertThat(oneClick.statusCode()).isEqualTo(200);
      assertThat(oneClick.body()).contains("Jums vairs nelūgsim");
      assertThat(oneClick.headers().allValues("Set-Cookie")).isEmpty();
      var inParts =
          FormTrial.visitor(path)
              .header("Content-Type", "multipart/form-data; boundary=b")
              .POST(BodyPublishers.ofString(parts))
              .build();
      assertThat(Doors.send(inParts).statusCode()).isEqualTo(200);
      var heard = told.next(1, SOON);
      heard.addAll(told.drain(Duration.ofMillis(300)));
      assertThat(heard).hasSize(1);
      for (var record : heard) {
        var declined = EventJson.read(record.value(), InvitationDeclined.class);
        assertThat(CloudEvent.read(record.headers()).type())
            .isEqualTo(EventType.INVITATION_DECLINED);
        assertThat(declined.orderKey()).isEqualTo(Ids.order("riga-shop", "no"));
        assertThat(keyed(record, declined.orderKey())).isTrue();
      }
    }
  }
}
