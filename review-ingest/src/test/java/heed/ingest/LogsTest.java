package heed.ingest;

import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.post;
import static heed.ingest.Doors.request;
import static heed.ingest.Doors.send;
import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.KafkaForTests;
import heed.testing.Logged;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Logs outlive an erasure: whatever is posted, well or ill, nothing of it is in them. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class LogsTest {
  private static final List<String> MARKED =
      List.of("MARKEDNAME", "MARKEDMAIL", "MARKEDTEXT", "MARKEDCUSTOMER", "MARKEDORDER", RIGA);
  private static final String REVIEW =
      """
      {"externalId": "MARKEDORDER-1", "product": {"id": "p"}, "order": {"id": "MARKEDORDER"},
       "customer": {"id": "MARKEDCUSTOMER", "name": "MARKEDNAME", "email": "MARKEDMAIL@customer.example"},
       "text": "MARKEDTEXT"}
      """;

  private static final String ORDER =
      """
      {"id": "MARKEDORDER", "products": [{"id": "p"}], "deliveredAt": "%s",
       "customer": {"id": "MARKEDCUSTOMER", "name": "MARKEDNAME", "email": "MARKEDMAIL@customer.example"}}
      """
          .formatted(Instant.now());

  @Test
  void nothingThatIsPostedIsLogged() throws Exception {
    try (var logged = new Logged()) {
      Logger.getLogger("heed").debug("it is heard");
      assertThat(post(RIGA, JSON, REVIEW).statusCode()).isEqualTo(202);
      for (var wrong :
          List.of(
              REVIEW.replace("\"text\"", "\"MARKEDTEXT\""),
              REVIEW.replace("\"p\"", "17"),
              REVIEW.replace("MARKEDCUSTOMER", "MARKEDMAIL@customer.example"),
              REVIEW.replace("MARKEDTEXT", "MARKEDTEXT\\u0000"),
              REVIEW.replace("customer.example", "MARKEDNAME no address"),
              REVIEW.substring(0, REVIEW.length() - 5),
              "\"MARKEDTEXT\"")) {
        assertThat(post(RIGA, JSON, wrong).statusCode()).isEqualTo(400);
      }
      assertThat(post(RIGA, "text/plain", "MARKEDTEXT").statusCode()).isEqualTo(415);
      assertThat(post(RIGA, JSON, "\"" + "MARKEDTEXT".repeat(7_000)).statusCode()).isEqualTo(413);
      var line = REVIEW.replace("\n", "");
      var lines = line + "\n{MARKEDTEXT\n" + line.replace("\"p\"", "17") + "\n";
      assertThat(post(RIGA, "application/x-ndjson", lines).statusCode()).isEqualTo(200);
      assertThat(Doors.order(RIGA, JSON, ORDER).statusCode()).isEqualTo(202);
      for (var wrong :
          List.of(
              ORDER.replace("\"p\"", "17"),
              ORDER.replace("\"id\": \"MARKEDC", "\"MARKEDC\": \""))) {
        assertThat(Doors.order(RIGA, JSON, wrong).statusCode()).isEqualTo(400);
      }
      assertThat(Doors.change(RIGA, "MARKEDORDER", "{\"status\":\"MARKEDTEXT\"}").statusCode())
          .isEqualTo(400);
      var csv = "externalId,product.id,text,MARKEDNAME\n1,p,MARKEDTEXT,x\n";
      assertThat(post(RIGA, "text/csv", csv).statusCode()).isEqualTo(400);
      for (var path :
          List.of(
              "/v1/customers/MARKEDCUSTOMER",
              "/v1/customers/MARKEDMAIL%40customer.example",
              "/v1/reviews/MARKEDORDER")) {
        send(request(RIGA, path).DELETE().build());
      }
      send(request("MARKEDMAIL", "/v1/reviews?storefront=MARKEDNAME").DELETE().build());

      assertThat(logged.lines()).anyMatch(one -> one.contains("it is heard"));
      for (var marked : MARKED) {
        assertThat(logged.lines()).as(marked).noneMatch(one -> one.contains(marked));
      }
    }
  }
}
