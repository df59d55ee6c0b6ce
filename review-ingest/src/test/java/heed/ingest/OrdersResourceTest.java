package heed.ingest;

import static heed.ingest.Doors.JSON;
import static heed.ingest.Doors.RIGA;
import static heed.ingest.Doors.change;
import static heed.ingest.Doors.order;
import static io.restassured.path.json.JsonPath.from;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.OrderCancelled;
import heed.events.OrderDelivered;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class OrdersResourceTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));
  private TopicProbe probe;
  private TopicListener log;

  @BeforeEach
  void listen() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    log = probe.listen(Topics.ORDERS_CHANGED);
  }

  @AfterEach
  void close() {
    log.close();
    probe.close();
  }

  /** What was told of an order, in the order in which it was. */
  private List<ConsumerRecord<byte[], byte[]>> told(String id, int count) {
    var key = Ids.order("riga-shop", id).toString();
    return log.next(count, SOON, r -> new String(r.key(), StandardCharsets.UTF_8).equals(key));
  }

  private static OrderDelivered delivered(ConsumerRecord<byte[], byte[]> record) {
    return EventJson.read(record.value(), OrderDelivered.class);
  }

  @Test
  void acceptsAnOrderAfterItIsInTheLogWithItsContactSealed() throws Exception {
    var answer = order(RIGA, JSON, OrderTrial.order("first", YESTERDAY));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("RateLimit")).isPresent();
    assertThat(from(answer.body()).getString("id"))
        .isEqualTo(Ids.order("riga-shop", "first").toString());
    var record = told("first", 1).getFirst();
    assertThat(CloudEvent.read(record.headers()).type()).isEqualTo(EventType.ORDER_DELIVERED);
    assertThat(delivered(record).receivedAt())
        .isEqualTo(Instant.parse(from(answer.body()).getString("receivedAt")));
    assertThat(delivered(record).customer().contact()).startsWith("v2.");
    assertThat(TopicListener.text(record)).doesNotContain("Zane", "zane@");
  }

  @Test
  void whatIsToldOfAnOrderStaysInOrderUnderOneKeyHoweverOftenItIsTold() throws Exception {
    var first = OrderTrial.order("again", YESTERDAY);
    assertThat(order(RIGA, JSON, first).statusCode()).isEqualTo(202);
    assertThat(order(RIGA, JSON, first).statusCode()).isEqualTo(202);
    assertThat(order(RIGA, JSON, first.replace("sku-1", "sku-2")).statusCode()).isEqualTo(202);
    var answer = change(RIGA, "again?storefront=riga-shop", "{\"status\":\"REFUNDED\"}");
    assertThat(answer.statusCode()).isEqualTo(202);
    var records = told("again", 4);
    assertThat(records)
        .extracting(ConsumerRecord::partition)
        .containsOnly(records.getFirst().partition());
    assertThat(records.stream().map(r -> CloudEvent.read(r.headers()).type()))
        .containsExactly(
            EventType.ORDER_DELIVERED,
            EventType.ORDER_DELIVERED,
            EventType.ORDER_DELIVERED,
            EventType.ORDER_CANCELLED);
    assertThat(delivered(records.get(1)))
        .usingRecursiveComparison()
        .ignoringFields("receivedAt")
        .isEqualTo(delivered(records.get(0)));
    assertThat(delivered(records.get(2)).products().getFirst().id()).isEqualTo("sku-2");
    assertThat(EventJson.read(records.get(3).value(), OrderCancelled.class))
        .isEqualTo(
            new OrderCancelled(
                Ids.order("riga-shop", "again"),
                "riga-shop",
                "again",
                OrderCancelled.Reason.REFUNDED,
                Instant.parse(from(answer.body()).getString("receivedAt"))));
  }

  @Test
  void anIdIsTakenFromThePathAsTheShopWritesIt() throws Exception {
    assertThat(change(RIGA, "2026%2F7%20%C4%B7", "{\"status\":\"CANCELLED\"}").statusCode())
        .isEqualTo(202);
    assertThat(told("2026/7 ķ", 1)).hasSize(1);
  }

  @Test
  void refusesNamingTheField() throws Exception {
    var answer = order(RIGA, JSON, "{\"id\":\"x\",\"products\":[{\"id\":\"p\"}]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(from(answer.body()).getList("errors.pointer"))
        .containsExactlyInAnyOrder("/customer", "/deliveredAt");
    assertThat(change(RIGA, "x", "{\"status\":\"LOST\"}").statusCode()).isEqualTo(400);
    assertThat(change(RIGA, "x", "{\"state\":\"CANCELLED\"}").statusCode()).isEqualTo(400);
    assertThat(change(RIGA, "%0A", "{\"status\":\"CANCELLED\"}").statusCode()).isEqualTo(400);
    assertThat(order(RIGA, JSON, "\"" + "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void opensOnlyForTheRightKeyAndItsStorefront() throws Exception {
    var theirs =
        OrderTrial.order("x", YESTERDAY)
            .replace("{\"id\":\"x\"", "{\"id\":\"x\",\"storefront\":\"oslo-shop\"");
    assertThat(order(RIGA, JSON, theirs).statusCode()).isEqualTo(403);
    assertThat(order(Doors.READER, JSON, theirs).statusCode()).isEqualTo(403);
    assertThat(order("no-such-key", JSON, theirs).statusCode()).isEqualTo(401);
    assertThat(change(RIGA, "x?storefront=oslo-shop", "{\"status\":\"CANCELLED\"}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void takesFilesLineByLineAndSaysWhichLinesItDidNotTake() throws Exception {
    var good = OrderTrial.order("line-1", YESTERDAY);
    var lines =
        good
            + "\n"
            + good.replace("line-1", "line-2").replace("{\"id\":\"sku-1\"}", "")
            + "\n\nnot json\n"
            + good.replace("line-1", "line-3");
    var answer = order(RIGA, Bulks.NDJSON, lines);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(2);
    assertThat(from(answer.body()).getList("errors.line")).containsExactly(2, 4);
    var csv =
        "id,customer.email,deliveredAt,products.0.id,products.0.name,products.1.id\n"
            + "csv-1,anna@example.com,%1$s,sku-1,\"Kanna, zila\",sku-2\n".formatted(YESTERDAY)
            + "csv-2,anna@example.com,%1$s,sku-1,,\n".formatted(YESTERDAY)
            + "csv-3,anna@example.com,%1$s,,,sku-2\n".formatted(YESTERDAY);
    answer = order(RIGA, Bulks.CSV, csv);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(2);
    assertThat(from(answer.body()).getList("errors.detail", String.class))
        .singleElement()
        .asString()
        .startsWith("products.0.id is missing");
    var products =
        log.next(4, SOON).stream()
            .map(OrdersResourceTest::delivered)
            .collect(Collectors.toMap(OrderDelivered::orderId, o -> o.products().size()));
    assertThat(products).isEqualTo(Map.of("line-1", 1, "line-3", 1, "csv-1", 2, "csv-2", 1));
  }

  /** The file is longer than what may await the broker, so it goes there in several stretches. */
  @Test
  void changesOfOneOrderInOneFileKeepTheirOrder() throws Exception {
    var lines = new StringBuilder();
    for (var change = 0; change < 60; change++) {
      for (var order = 0; order < 20; order++) {
        var line = OrderTrial.order("kept-" + order, YESTERDAY);
        lines.append(line.replace("sku-1", "sku-" + change)).append('\n');
      }
    }
    var answer = order(RIGA, Bulks.NDJSON, lines.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(from(answer.body()).getInt("accepted")).isEqualTo(1_200);
    var expected = IntStream.range(0, 60).mapToObj(change -> "sku-" + change).toList();
    var told =
        log.next(1_200, SOON).stream()
            .map(OrdersResourceTest::delivered)
            .collect(
                Collectors.groupingBy(
                    OrderDelivered::orderId,
                    Collectors.mapping(o -> o.products().getFirst().id(), Collectors.toList())));
    assertThat(told)
        .hasSize(20)
        .allSatisfy((id, products) -> assertThat(products).isEqualTo(expected));
  }

  @Test
  void aHeaderThatNamesNoFieldOfAnOrderIsRefused() throws Exception {
    for (var name :
        List.of(
            "product.id", "products.50.id", "products.00.id", "products.0.price", "products.0")) {
      var answer = order(RIGA, Bulks.CSV, "id," + name + "\n1,p\n");
      assertThat(answer.statusCode()).as(name).isEqualTo(400);
      assertThat(from(answer.body()).getString("detail")).contains(name, "products.0.id");
    }
  }
}
