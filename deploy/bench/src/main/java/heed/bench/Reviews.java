package heed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.Channel;
import heed.events.CloudEvent;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Survey;
import heed.events.Tags;
import heed.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Reviews as shops have them, the same in every run: 2,000 products and 20,000 customers per
 * storefront, eight countries, 50 of them a second, texts of {@link Texts#LENGTH} characters in all
 * languages, each with its number behind it since people do not write the same; one in ten is
 * unhappy where nothing else is said.
 */
final class Reviews {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COUNTRIES =
      List.of("LV", "DE", "SI", "EE", "LT", "FR", "AT", "PL");
  private static final String UNHAPPY =
      "Broken on arrival, delivery took three weeks and support was rude. I want my money back. No ";

  private static final int QUOTE = 30;
  private static final Duration BEGINNING = Duration.ofHours(12);
  private static final long APART_MILLIS = 20;

  private final List<String> texts;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Reviews(List<String> texts) {
    this.texts = texts;
  }

  static Reviews read(Path corpus) throws IOException {
    return new Reviews(Texts.read(corpus));
  }

  static UUID id(String storefront, int number) {
    return Ids.review(storefront, Ids.Kind.EXTERNAL_ID, "r-" + number);
  }

  static boolean isUnhappy(int number) {
    return number % 10 == 0;
  }

  /** As a storefront posts it, with a name and an address that ingest has to seal. */
  byte[] posted(String storefront, int number) {
    var post = JSON.createObjectNode();
    post.put("externalId", "r-" + number).put("storefront", storefront);
    post.putObject("product").put("id", product(number)).put("name", "The " + product(number));
    post.putObject("order").put("id", "o-" + number);
    post.putObject("customer")
        .put("id", "c-" + number % 20_000)
        .put("name", "Anna " + number)
        .put("email", "anna" + number + "@example.com");
    post.put("channel", "STOREFRONT");
    post.putObject("rating").put("scale", "STARS_5").put("value", stars(number));
    post.putObject("survey").put("nps", isUnhappy(number) ? 2 : 9);
    post.put("text", text(number)).put("country", country(number));
    post.put("submittedAt", submitted(number).toString());
    return bytes(post);
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As ingest appends it. */
  ProducerRecord<byte[], byte[]> received(String topic, String storefront, int number) {
    var review = review(storefront, number);
    var event =
        new CloudEvent(UUID.randomUUID().toString(), "/heed/bench", EventType.REVIEW_RECEIVED, now);
    return record(topic, review, EventJson.write(review), event);
  }

  /** As sentiment-service passes it on, with a label of one's choice. */
  ProducerRecord<byte[], byte[]> tagged(String storefront, int number, Tags.Label label) {
    var review = review(storefront, number);
    var tagged = new ReviewTagged(review, 1, tags(review, label));
    var id = Ids.fact(review.id(), EventType.REVIEW_TAGGED, "1").toString();
    var event = new CloudEvent(id, "/heed/bench", EventType.REVIEW_TAGGED, now);
    return record(Topics.REVIEWS_TAGGED, review, EventJson.write(tagged), event);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Review review, byte[] value, CloudEvent event) {
    var key = review.id().toString().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, null, null, key, value, event.headers());
  }

  private Review review(String storefront, int number) {
    return new Review(
        id(storefront, number),
        storefront,
        "r-" + number,
        new Product(product(number), "The " + product(number)),
        new Order("o-" + number, null),
        new Customer("c-" + number % 20_000, null),
        Channel.STOREFRONT,
        new Rating(Rating.Scale.STARS_5, stars(number)),
        new Survey(isUnhappy(number) ? 2 : 9, null, null),
        null,
        text(number),
        null,
        country(number),
        submitted(number),
        now);
  }

  /** One after the other, as people write: customers have an order of theirs by it. */
  private Instant submitted(int number) {
    return now.minus(BEGINNING).plusMillis(APART_MILLIS * number);
  }

  private static Tags tags(Review review, Tags.Label label) {
    var score = label == Tags.Label.NEGATIVE ? -0.7 : 0.6;
    return new Tags(
        new Tags.Language("en", 0.98),
        new Tags.Sentiment(label, score, 0.9, Tags.Basis.BOTH, false),
        List.of(new Tags.AspectMention(Tags.Aspect.DELIVERY, label, quote(review))),
        Tags.Urgency.NORMAL,
        "linear-2026.1");
  }

  private static String quote(Review review) {
    var text = String.valueOf(review.text());
    return text.substring(0, text.offsetByCodePoints(0, QUOTE));
  }

  private String text(int number) {
    return (isUnhappy(number) ? UNHAPPY : texts.get(number & (Texts.COUNT - 1)) + " ") + number;
  }

  private static String product(int number) {
    return "sku-" + number * 31 % 2_000;
  }

  private static int stars(int number) {
    return isUnhappy(number) ? 1 : 4 + number % 2;
  }

  private static String country(int number) {
    return COUNTRIES.get(number % COUNTRIES.size());
  }
}
