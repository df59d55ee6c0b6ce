package heed.alerting.telling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Segment;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import heed.events.Topics;
import heed.testing.TopicProbe;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What stands around a CRM: its endpoint, and what metrics-service says of its customers. */
final class CrmWorld {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String SMALL =
      """
      requests:
        - on: [segment.entered, segment.left]
          method: POST
          path: /people
          body: {who: {$fact: customer.id}, what: {$fact: event.type}, segment: {$fact: segment}}
        - on: [case.opened, case.noted, case.answered]
          method: POST
          path: /cases
          body: {who: {$fact: customer.id}, case: {$fact: case.id}, what: {$fact: event.type}, status: {$fact: case.status}}
        - on: [customer.erased]
          method: DELETE
          path: /people/{customer.id}
          answer: {status: [200, 404]}
      test: {method: GET, path: /me}
      """;

  private CrmWorld() {}

  /** A mapping that ships. */
  static String shipped(String name) {
    try {
      return Files.readString(
          Path.of("src/main/resources/META-INF/resources/console/crm", name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Response make(String url, String storefront, String mapping, Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.put("url", url);
    body.put("kind", "CRM");
    body.put("storefronts", List.of(storefront));
    body.put("mapping", mapping);
    return TellingWorld.post("/v1/endpoints", text(body));
  }

  /** Makes a CRM; answers its id. */
  static String crm(Receiver receiver, String storefront, String mapping) {
    var made =
        make(receiver.base(), storefront, mapping, Map.of("authorization", "Bearer top-secret"));
    made.then().statusCode(201);
    return made.jsonPath().getString("id");
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  static SegmentEntered entered(String storefront, String customer, Segment segment) {
    return new SegmentEntered(storefront, customer, segment, now(), List.of("DETRACTOR", "FALL"));
  }

  static SegmentLeft left(String storefront, String customer, SegmentLeft.Reason reason) {
    return new SegmentLeft(storefront, customer, Segment.AT_RISK, now(), reason);
  }

  static void send(TopicProbe probe, Object event) {
    var type = event instanceof SegmentEntered ? EventType.SEGMENT_ENTERED : EventType.SEGMENT_LEFT;
    var key = "one key".getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(Topics.CUSTOMER_SEGMENTS, key, EventJson.write(event));
    new CloudEvent(UUID.randomUUID().toString(), "/heed/test", type, Instant.now())
        .headers()
        .forEach(record.headers()::add);
    probe.send(record);
  }

  static long deliveries(String id, String state) {
    return TellingWorld.count(
        "select count(*) from deliveries where recipient = '"
            + id
            + "' and state = '"
            + state
            + "'");
  }
}
