package heed.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsOnTheWireTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @EnumSource(EventType.class)
  void theExampleFitsItsSchema(EventType type) {
    var schema =
        schemas.getSchema(
            SchemaLocation.of("classpath:/heed/events/schema/" + type.wireName() + ".json"));
    assertThat(schema.validate(example(type), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void theExampleSurvivesReadingAndWriting(EventType type) throws IOException {
    var written = EventJson.write(read(type, bytes(example(type))));
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(example(type)));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void aReaderIgnoresFieldsOfALaterMinor(EventType type) throws IOException {
    var later = ((com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(example(type)));
    later.put("addedLater", 1);
    assertThat(read(type, JSON.writeValueAsBytes(later)))
        .isEqualTo(read(type, bytes(example(type))));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void whatTheSchemaRequiresTheReaderRequires(EventType type) throws IOException {
    var required = JSON.readTree(resource("schema/" + type.wireName() + ".json")).get("required");
    for (var field : required) {
      var without = ((com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(example(type)));
      without.remove(field.asText());
      var bytes = JSON.writeValueAsBytes(without);
      assertThatThrownBy(() -> read(type, bytes), field.asText())
          .isInstanceOf(MalformedRecord.class);
    }
  }

  @Test
  void whatWasNotGivenIsNotThereAndFitsTheSchemaAllTheSame() {
    var at = java.time.Instant.parse("2026-11-23T10:00:00Z");
    var review =
        new Review(
            java.util.UUID.randomUUID(),
            "riga-shop",
            "order-1",
            new Product("sku-1", null),
            new Order(null, at),
            null,
            Channel.APP,
            null,
            new Survey(3, null, null),
            null,
            null,
            null,
            null,
            null,
            at);
    var written = new String(EventJson.write(review), StandardCharsets.UTF_8);
    var schema =
        schemas.getSchema(
            SchemaLocation.of(
                "classpath:/heed/events/schema/" + EventType.REVIEW_RECEIVED.wireName() + ".json"));
    assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
    assertThat(written).doesNotContain("null");
  }

  @Test
  void asyncApiNamesEveryTopicThatIsWrittenAndEveryEvent() throws IOException {
    var api = new ObjectMapper(new YAMLFactory()).readTree(resource("asyncapi.yaml"));
    assertThat(names(api.get("channels")))
        .containsExactlyInAnyOrder(
            Topics.REVIEWS_RECEIVED,
            Topics.REVIEWS_TAGGED,
            Topics.CASES_CHANGED,
            Topics.KPI_ALARMS,
            Topics.CUSTOMER_SEGMENTS,
            Topics.ANSWERS_PUBLISHED,
            Topics.ORDERS_CHANGED,
            Topics.INVITATIONS_CHANGED,
            Topics.ACCESS_CHANGED,
            Topics.TRAINING_SAMPLES,
            Topics.MODELS_PROMOTED);
    var told = new HashSet<String>();
    api.get("components").get("messages").forEach(m -> told.add(m.get("name").asText()));
    for (var type : EventType.values()) {
      assertThat(told).contains(type.wireName());
    }
    assertThat(told).hasSize(EventType.values().length);
  }

  @Test
  void anOrderNamesOneToFiftyProducts() {
    var at = java.time.Instant.parse("2026-11-23T10:00:00Z");
    var most = OrderDelivered.MOST_PRODUCTS;
    assertThat(order(most, at).products()).hasSize(most);
    for (var n : List.of(0, most + 1)) {
      assertThatThrownBy(() -> order(n, at))
          .hasMessage("products has " + n + " entries, must have 1 to 50");
    }
  }

  private static OrderDelivered order(int products, java.time.Instant at) {
    return new OrderDelivered(
        Ids.order("riga-shop", "991"),
        "riga-shop",
        "991",
        Collections.nCopies(products, new Product("sku-1", null)),
        new Customer("c-17", null),
        null,
        null,
        null,
        at,
        at);
  }

  static Object read(EventType type, byte[] value) {
    return switch (type) {
      case REVIEW_RECEIVED -> EventJson.read(value, Review.class);
      case REVIEW_TAGGED -> EventJson.read(value, ReviewTagged.class);
      case REVIEW_ERASED -> EventJson.read(value, ReviewErased.class);
      case CUSTOMER_ERASED -> EventJson.read(value, CustomerErased.class);
      case ALARM_RAISED -> EventJson.read(value, AlarmRaised.class);
      case ALARM_CLEARED -> EventJson.read(value, AlarmCleared.class);
      case SEGMENT_ENTERED -> EventJson.read(value, SegmentEntered.class);
      case SEGMENT_LEFT -> EventJson.read(value, SegmentLeft.class);
      case ANSWER_PUBLISHED -> EventJson.read(value, AnswerPublished.class);
      case ANSWER_WITHDRAWN -> EventJson.read(value, AnswerWithdrawn.class);
      case ACCESS_CHANGED -> EventJson.read(value, AccessChanged.class);
      case ORDER_DELIVERED -> EventJson.read(value, OrderDelivered.class);
      case ORDER_CANCELLED -> EventJson.read(value, OrderCancelled.class);
      case INVITATION_OPENED -> EventJson.read(value, InvitationOpened.class);
      case INVITATION_DECLINED -> EventJson.read(value, InvitationDeclined.class);
      case INVITATION_CHANGED -> EventJson.read(value, InvitationChanged.class);
      default -> EventJson.readCase(type, value);
    };
  }

  private static Set<String> names(JsonNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String example(EventType type) {
    return resource("examples/" + type.wireName() + ".json");
  }

  private static String resource(String name) {
    try (var in = EventType.class.getResourceAsStream("/heed/events/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
