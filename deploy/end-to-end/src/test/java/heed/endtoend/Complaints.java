package heed.endtoend;

import heed.events.Channel;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Unhappy reviews, many at once, as they come out of sentiment-service. */
final class Complaints {
  private Complaints() {}

  /** Puts them on the topic; answers the ids of the cases they call for. */
  static List<UUID> post(String bootstrapServers, int count) {
    var cases = new ArrayList<UUID>();
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 1; i <= count; i++) {
        var id = UUID.randomUUID();
        producer.send(complaint("killed-shop", id, i));
        cases.add(Ids.caseOf(id));
      }
      producer.flush();
    }
    return cases;
  }

  /** One, as a record for the topic. */
  static ProducerRecord<byte[], byte[]> complaint(String storefront, UUID id, long revision) {
    var tagged = tagged(storefront, id, revision);
    var event =
        new CloudEvent(
            UUID.randomUUID().toString(),
            "/heed/sentiment-service",
            EventType.REVIEW_TAGGED,
            Instant.now());
    return new ProducerRecord<>(
        Topics.REVIEWS_TAGGED,
        null,
        tagged.review().id().toString().getBytes(StandardCharsets.UTF_8),
        EventJson.write(tagged),
        event.headers());
  }

  private static ReviewTagged tagged(String storefront, UUID id, long revision) {
    var now = Instant.now();
    var review =
        new Review(
            id,
            storefront,
            "order-" + id,
            new Product("sku-1", "Kettle"),
            null,
            null,
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, 1),
            null,
            null,
            "It leaks.",
            "en",
            "GB",
            now,
            now);
    var tags =
        new Tags(
            new Tags.Language("en", 0.99),
            new Tags.Sentiment(Tags.Label.NEGATIVE, -0.9, 0.95, Tags.Basis.BOTH, false),
            List.of(),
            Tags.Urgency.NORMAL,
            "test");
    return new ReviewTagged(review, revision, tags);
  }
}
