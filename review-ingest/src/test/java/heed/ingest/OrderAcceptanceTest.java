package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.Ids;
import heed.events.OrderCancelled;
import heed.events.Product;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderAcceptanceTest {
  private static final String FULL =
      """
      {"id": "991", "storefront": "riga-shop",
       "products": [{"id": "sku-1", "name": "Tējkanna"}, {"id": "sku-7"}],
       "customer": {"id": "c-17", "name": "Anna", "email": "anna@example.com"},
       "language": "lv-lv", "country": "LV", "timeZone": "Europe/Riga",
       "deliveredAt": "2026-11-16T12:00:00.9876+02:00"}
      """;

  private static String products(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\":\"sku-" + i + "\"}")
        .collect(Collectors.joining(",", "\"products\":[", "]"));
  }

  @Test
  void takesEveryFieldOfAnOrder() {
    var order = OrderTrial.accepted(FULL);
    assertThat(order.orderKey()).isEqualTo(Ids.order("riga-shop", "991"));
    assertThat(order.storefront()).isEqualTo("riga-shop");
    assertThat(order.orderId()).isEqualTo("991");
    assertThat(order.products())
        .containsExactly(new Product("sku-1", "Tējkanna"), new Product("sku-7", null));
    assertThat(order.customer().id()).isEqualTo("c-17");
    assertThat(order.customer().contact())
        .isEqualTo(
            new ContactSeal(Trial.KEY)
                .seal(Ids.order("riga-shop", "991"), "Anna", "anna@example.com"));
    assertThat(order.language()).isEqualTo("lv-LV");
    assertThat(order.country()).isEqualTo("LV");
    assertThat(order.timeZone()).isEqualTo("Europe/Riga");
    assertThat(order.deliveredAt()).isEqualTo(Instant.parse("2026-11-16T10:00:00.987Z"));
    assertThat(order.receivedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123Z"));
  }

  @Test
  void theSamePostTwiceIsTheSameContent() {
    assertThat(OrderTrial.accepted(FULL)).isEqualTo(OrderTrial.accepted(FULL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id":null                                            | /id
          "id":""                                              | /id
          "id":991                                             | /id
          "storefront":"../etc"                                | /storefront
          "products":null                                      | /products
          "products":[]                                        | /products
          "products":{"id":"sku-1"}                            | /products
          "products":"sku-1"                                   | /products
          "products":[null]                                    | /products/0
          "products":["sku-1"]                                 | /products/0
          "products":[{"id":"a"},[]]                           | /products/1
          "products":[{}]                                      | /products/0/id
          "products":[{"id":"a"},{"name":"b"}]                 | /products/1/id
          "products":[{"id":"a"},{"id":7}]                     | /products/1/id
          "products":[{"id":"a"},{"id":"b"},{"id":"a"}]        | /products/2/id
          "products":[{"id":"a","price":3}]                    | /products/0/price
          "products":[{"id":"a","name":"x\\ny"}]               | /products/0/name
          "products.0.id":"a"                                  | /products.0.id
          "product":{"id":"a"}                                 | /product
          "customer":null                                      | /customer
          "customer":{}                                        | /customer
          "customer":{"name":"Anna"}                           | /customer
          "customer":{"id":"a@b.lv"}                           | /customer/id
          "customer":{"email":"anna"}                          | /customer/email
          "customer":{"id":"c-1","consent":true}               | /customer/consent
          "language":"l"                                       | /language
          "country":"lv"                                       | /country
          "timeZone":"+02:00"                                  | /timeZone
          "timeZone":"Europe/Atlantis"                         | /timeZone
          "timeZone":2                                         | /timeZone
          "deliveredAt":null                                   | /deliveredAt
          "deliveredAt":"2026-11-22"                           | /deliveredAt
          "deliveredAt":"2026-11-23T10:05:00.124Z"             | /deliveredAt
          "deliveredAt":"2026-09-24T10:00:00.122Z"             | /deliveredAt
          "deliveredAt":"1969-12-31T23:59:59Z"                 | /deliveredAt
          "externalId":"o-1"                                   | /externalId
          "status":"CANCELLED"                                 | /status
          """)
  void refusesWithAPointerToTheField(String members, String pointer) {
    assertThat(OrderTrial.errors(OrderTrial.with(members)))
        .extracting(FieldError::pointer)
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"deliveredAt\":\"2026-11-23T10:05:00.123Z\"",
        "\"deliveredAt\":\"2026-09-24T10:00:00.124Z\"",
        "\"customer\":{\"email\":\"anna@example.com\"}",
        "\"customer\":{\"id\":\"c-17\"},\"country\":null",
        "\"timeZone\":\"UTC\"",
        "\"products\":[{\"id\":\"a\",\"name\":\"\"},{\"id\":\"A\"}]",
        "\"id\":\"7/2 #ķ\"",
      })
  void acceptsWhatIsOddButRight(String members) {
    assertThat(OrderTrial.accepted(OrderTrial.with(members)).storefront()).isEqualTo("riga-shop");
  }

  @Test
  void namesOneToFiftyProducts() {
    assertThat(OrderTrial.accepted(OrderTrial.with(products(50))).products()).hasSize(50);
    assertThat(OrderTrial.errors(OrderTrial.with(products(51))))
        .containsExactly(new FieldError("/products", "products has 51 entries, must have 1 to 50"));
  }

  @Test
  void namesEveryWrongFieldAtOnceAndWhereItStands() {
    var errors =
        OrderTrial.errors(
            """
            {"products": [{"id": "a"}, {"id": "a"}, {"name": 3}], "customer": {"name": "Anna"},
             "country": "Latvia", "timeZone": "Riga"}
            """);
    assertThat(errors)
        .extracting(FieldError::detail)
        .containsExactlyInAnyOrder(
            "products.2.name must be a string",
            "country is longer than 2 characters; shorten it",
            "id is missing, must be the storefront's own id of the order",
            "products.1.id is that of products.0.id, too; name each product once",
            "products.2.id is missing, must be the storefront's id of the product",
            "customer.id and customer.email are missing; at least one of them is needed",
            "timeZone must be a time zone as IANA names it, such as Europe/Riga",
            "deliveredAt is missing; send the order once it has reached its customer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "REFUNDED"})
  void anOrderIsTakenBackUnderTheKeyItWasPostedUnder(String status) {
    var posted = OrderTrial.read(Fields.ORDER_CHANGE, "{\"status\":\"" + status + "\"}");
    var taken = OrderAcceptance.change(posted, "riga-shop", "991", Trial.NOW);
    assertThat(taken.id()).isEqualTo(OrderTrial.accepted(FULL).orderKey());
    assertThat(taken.event())
        .isEqualTo(
            new OrderCancelled(
                Ids.order("riga-shop", "991"),
                "riga-shop",
                "991",
                OrderCancelled.Reason.valueOf(status),
                Instant.parse("2026-11-23T10:00:00.123Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\":null}",
        "{\"status\":\"\"}",
        "{\"status\":\"cancelled\"}",
        "{\"status\":\"DELIVERED\"}",
        "{\"status\":1}",
      })
  void noOtherStatusIsTaken(String body) {
    var posted = OrderTrial.read(Fields.ORDER_CHANGE, body);
    assertThatThrownBy(() -> OrderAcceptance.change(posted, "riga-shop", "991", Trial.NOW))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> assertThat(e.errors()).extracting(FieldError::pointer).containsExactly("/status"));
  }

  @Test
  void anIdThatNoOrderCanHaveIsNone() {
    assertThat(OrderAcceptance.isOrder("7/2 #ķ")).isTrue();
    assertThat(OrderAcceptance.isOrder("ķ".repeat(200))).isTrue();
    assertThat(List.of("ķ".repeat(201), "\u200b", "a\nb", "\u0000"))
        .noneMatch(OrderAcceptance::isOrder);
  }

  @Property(tries = 100)
  void jsonAndCsvSayTheSame(
      @ForAll @Size(min = 1, max = 50) @UniqueElements List<@IntRange(max = 1000) Integer> skus,
      @ForAll boolean named)
      throws Exception {
    var cells = new LinkedHashMap<String, String>();
    cells.put("id", "o-1");
    cells.put("customer.email", "anna@example.com");
    cells.put("deliveredAt", "2026-11-22T10:00:00Z");
    for (var i = 0; i < skus.size(); i++) {
      cells.put("products." + i + ".id", "sku-" + skus.get(i));
      if (named && i % 2 == 0) {
        cells.put("products." + i + ".name", "Kanna, " + i);
      }
    }
    assertThat(OrderTrial.accepted(csv(cells))).isEqualTo(OrderTrial.accepted(json(skus, named)));
  }

  private static Posted csv(LinkedHashMap<String, String> cells) throws Exception {
    var row = cells.values().stream().map(c -> '"' + c + '"').collect(Collectors.joining(","));
    var file = String.join(",", cells.keySet()) + "\n" + row + "\n";
    var lines =
        new CsvLines(Fields.ORDER, new java.io.ByteArrayInputStream(file.getBytes("UTF-8")));
    return ((PostedLines.Line.Read) lines.next()).posted();
  }

  private static String json(List<Integer> skus, boolean named) throws Exception {
    var json = new ObjectMapper();
    var order = json.createObjectNode().put("id", "o-1").put("deliveredAt", "2026-11-22T10:00:00Z");
    order.putObject("customer").put("email", "anna@example.com");
    var products = order.putArray("products");
    for (var i = 0; i < skus.size(); i++) {
      var product = products.addObject().put("id", "sku-" + skus.get(i));
      if (named && i % 2 == 0) {
        product.put("name", "Kanna, " + i);
      }
    }
    return json.writeValueAsString(order);
  }

  @Property(tries = 300)
  void anyBytesAreReadOrRefused(@ForAll byte[] body) {
    try {
      PostedJson.read(Fields.ORDER, body, 0, body.length);
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(400);
    }
  }
}
