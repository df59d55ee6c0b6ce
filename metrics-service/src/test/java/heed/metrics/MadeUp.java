package heed.metrics;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reviews as shops have them, as they come: three storefronts, 2,000 products, seven countries. */
final class MadeUp {
  private static final String[] WORDS =
      ("delivery took three days and the box was dented but kettle works fine colour is not as shown"
              + " would buy again support answered quickly battery lasts long price is fair size runs"
              + " small quality feels cheap after two weeks of use my mother likes it very much")
          .split(" ");

  private final Random random;
  private final int customers;
  private final List<String> storefronts;
  private final String run;
  private int next;

  /** Others than ever before. */
  MadeUp(int customers) {
    this(System.nanoTime(), customers, Volume.SHOPS);
  }

  /**
   * @param storefronts three of them
   */
  MadeUp(long seed, int customers, List<String> storefronts) {
    this.storefronts = storefronts;
    this.random = new Random(seed);
    this.customers = customers;
    this.run = Long.toHexString(seed);
  }

  /** So many, one every fifty microseconds up to an instant. */
  List<ReviewTagged> reviews(int n, Instant until) {
    var reviews = new ArrayList<ReviewTagged>();
    for (var i = 0; i < n; i++) {
      reviews.add(review(until.minusNanos((n - i) * 50_000L), 1));
    }
    return reviews;
  }

  private ReviewTagged review(Instant at, long revision) {
    var storefront = storefronts.get(Math.min(2, random.nextInt(10) / 4));
    var externalId = run + "-" + next++;
    var stars = 1 + random.nextInt(5);
    var label = stars < 3 ? Tags.Label.NEGATIVE : Tags.Label.POSITIVE;
    var product = Questions.product(random);
    var language = Questions.pick(random, "lv", "de", "sl", "et", "lt", "fr", "pl");
    var text = text(8 + random.nextInt(32));
    var review =
        new Review(
            Ids.review(storefront, Ids.Kind.EXTERNAL_ID, externalId),
            storefront,
            externalId,
            new Product(product, "The " + product),
            random.nextInt(3) == 0 ? null : new Order("o" + next, null),
            random.nextInt(4) == 0
                ? null
                : new Customer("c-" + random.nextInt(customers), "sealed"),
            Channel.values()[random.nextInt(6)],
            new Rating(Rating.Scale.STARS_5, stars),
            random.nextBoolean() ? null : new Survey(random.nextInt(11), null, null),
            random.nextBoolean() ? null : text(3),
            text,
            language,
            Questions.pick(random, "LV", "DE", "SI", "EE", "LT", "FR", "AT", "PL"),
            null,
            at);
    return new ReviewTagged(review, revision, tags(label, language, text));
  }

  private Tags tags(Tags.Label label, String language, String text) {
    var aspects = new ArrayList<Tags.AspectMention>();
    for (var i = random.nextInt(3); i > 0; i--) {
      var aspect = Tags.Aspect.values()[random.nextInt(11)];
      aspects.add(new Tags.AspectMention(aspect, label, text.substring(0, text.indexOf(' ', 12))));
    }
    return new Tags(
        new Tags.Language(language, 0.98),
        new Tags.Sentiment(
            label, label == Tags.Label.NEGATIVE ? -0.7 : 0.6, 0.9, Tags.Basis.BOTH, false),
        aspects,
        Tags.Urgency.NORMAL,
        "linear-2026.1");
  }

  private String text(int words) {
    var text = new StringBuilder();
    for (var i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.append('.').toString();
  }

  /** As the log carries it. */
  static ConsumerRecord<byte[], byte[]> record(ReviewTagged event) {
    var record =
        new ConsumerRecord<>(
            Topics.REVIEWS_TAGGED,
            0,
            0,
            event.review().id().toString().getBytes(StandardCharsets.UTF_8),
            EventJson.write(event));
    new CloudEvent(
            event.review().id().toString(),
            "/heed/sentiment-service",
            EventType.REVIEW_TAGGED,
            event.review().receivedAt())
        .headers()
        .forEach(record.headers()::add);
    return record;
  }
}
