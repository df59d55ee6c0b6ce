package heed.ingest;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.Survey;
import heed.ingest.IngestMetrics.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what was posted is a review, and which one. Pure: values and the time in, a
 * review or all that is wrong with it out.
 */
final class Acceptance implements Intake {
  /** How far a storefront's clock may be ahead of ours. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final ContactSeal seal;

  Acceptance(ContactSeal seal) {
    this.seal = seal;
  }

  /** What becomes of a posted review. */
  sealed interface Verdict {
    /** It is a review. */
    record Accepted(Review review) implements Verdict {}

    /** It is none; at least one error says why. */
    record Refused(List<FieldError> errors) implements Verdict {}
  }

  /** Which storefront a review is of, for whoever posts it. */
  interface Storefronts {
    /**
     * @param named what the review says; null if nothing
     * @throws heed.door.Refusal if the caller may not act for it, or none is named nor implied
     */
    String storefront(@Nullable String named);
  }

  @Override
  public Fields fields() {
    return Fields.REVIEW;
  }

  @Override
  public Item item() {
    return Item.REVIEWS;
  }

  @Override
  public Taken take(
      Posted posted, Storefronts storefronts, @Nullable String fallbackKey, Instant now) {
    return switch (decide(posted, storefronts, fallbackKey, now)) {
      case Verdict.Accepted it ->
          new Taken(
              EventType.REVIEW_RECEIVED, it.review().id(), it.review(), it.review().receivedAt());
      case Verdict.Refused refused -> throw Refusal.fields(refused.errors());
    };
  }

  /**
   * @param fallbackKey identifies a review that has no externalId; null if there is no such key
   * @throws heed.door.Refusal from {@code storefronts}
   */
  Verdict decide(
      Posted posted, Storefronts storefronts, @Nullable String fallbackKey, Instant now) {
    Shape.check(posted);
    Meaning.check(posted, now.plus(CLOCK_SKEW));
    if (posted.get(Field.EXTERNAL_ID) == null && fallbackKey == null) {
      posted.wrong(
          Field.EXTERNAL_ID,
          "is missing; send it, or an Idempotency-Key header, so that a retry is known as one");
    }
    if (!posted.errors().isEmpty()) {
      return new Verdict.Refused(List.copyOf(posted.errors()));
    }
    var storefront = storefronts.storefront(posted.get(Field.STOREFRONT));
    var id = identity(storefront, posted.get(Field.EXTERNAL_ID), fallbackKey);
    return new Verdict.Accepted(review(posted, storefront, id, now));
  }

  private static UUID identity(
      String storefront, @Nullable String externalId, @Nullable String fallbackKey) {
    if (externalId != null) {
      return Ids.review(storefront, Ids.Kind.EXTERNAL_ID, externalId);
    }
    if (fallbackKey != null) {
      return Ids.review(storefront, Ids.Kind.IDEMPOTENCY_KEY, fallbackKey);
    }
    throw new IllegalArgumentException("externalId and fallbackKey are missing");
  }

  private Review review(Posted posted, String storefront, UUID id, Instant now) {
    return new Review(
            id,
            storefront,
            posted.get(Field.EXTERNAL_ID),
            new Product(given(posted.get(Field.PRODUCT_ID)), posted.get(Field.PRODUCT_NAME)),
            order(posted),
            customer(posted, id),
            channel(posted),
            rating(posted),
            survey(posted),
            posted.get(Field.TITLE),
            posted.get(Field.TEXT),
            Codes.language(posted.get(Field.LANGUAGE)),
            posted.get(Field.COUNTRY),
            Codes.time(posted.get(Field.SUBMITTED_AT)),
            now.truncatedTo(ChronoUnit.MILLIS))
        .from(posted.source());
  }

  private static @Nullable Order order(Posted posted) {
    var id = posted.get(Field.ORDER_ID);
    var deliveredAt = Codes.time(posted.get(Field.ORDER_DELIVERED_AT));
    return id == null && deliveredAt == null ? null : new Order(id, deliveredAt);
  }

  private @Nullable Customer customer(Posted posted, UUID reviewId) {
    var id = posted.get(Field.CUSTOMER_ID);
    var contact =
        seal.seal(reviewId, posted.get(Field.CUSTOMER_NAME), posted.get(Field.CUSTOMER_EMAIL));
    var consent = posted.get(Field.CUSTOMER_CONSENT);
    return id == null && contact == null
        ? null
        : new Customer(id, contact, consent == null ? null : Boolean.valueOf(consent));
  }

  private static Channel channel(Posted posted) {
    var channel = posted.get(Field.CHANNEL);
    return channel == null ? Channel.STOREFRONT : Channel.valueOf(channel);
  }

  private static @Nullable Rating rating(Posted posted) {
    var value = posted.number(Field.RATING_VALUE);
    return value == null
        ? null
        : new Rating(Rating.Scale.valueOf(given(posted.get(Field.RATING_SCALE))), value);
  }

  private static @Nullable Survey survey(Posted posted) {
    var nps = posted.number(Field.SURVEY_NPS);
    var csat = posted.number(Field.SURVEY_CSAT);
    var ces = posted.number(Field.SURVEY_CES);
    return nps == null && csat == null && ces == null ? null : new Survey(nps, csat, ces);
  }

  static <T> T given(@Nullable T checked) {
    if (checked == null) {
      throw new IllegalStateException("a required field passed the check unset");
    }
    return checked;
  }
}
