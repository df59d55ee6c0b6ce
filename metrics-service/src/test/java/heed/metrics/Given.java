package heed.metrics;

import heed.events.CaseChanged;
import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Survey;
import heed.events.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A review as tests tell of it: everything has a usual value, each test names what matters. */
record Given(
    String storefront,
    String externalId,
    String product,
    String customer,
    String country,
    String language,
    Channel channel,
    Integer stars,
    Integer nps,
    Tags.Label label,
    Instant submittedAt,
    Instant receivedAt,
    String text) {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  static Given review(String storefront, String externalId) {
    return new Given(
        storefront,
        externalId,
        "sku-1",
        null,
        "LV",
        "lv",
        Channel.STOREFRONT,
        5,
        null,
        Tags.Label.POSITIVE,
        null,
        NOON,
        null);
  }

  Given product(String id) {
    return new Given(
        storefront,
        externalId,
        id,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        receivedAt,
        text);
  }

  Given by(String customerId) {
    return new Given(
        storefront,
        externalId,
        product,
        customerId,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        receivedAt,
        text);
  }

  Given from(String country, String language, Channel channel) {
    return new Given(
        storefront,
        externalId,
        product,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        receivedAt,
        text);
  }

  Given stars(Integer stars, Tags.Label label) {
    return new Given(
        storefront,
        externalId,
        product,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        receivedAt,
        text);
  }

  Given nps(Integer nps) {
    return new Given(
        storefront,
        externalId,
        product,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        receivedAt,
        text);
  }

  Given submitted(Instant at) {
    return new Given(
        storefront,
        externalId,
        product,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        at,
        receivedAt,
        text);
  }

  Given received(Instant at) {
    return new Given(
        storefront,
        externalId,
        product,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        at,
        text);
  }

  /** Null: a few usual words. */
  Given says(String text) {
    return new Given(
        storefront,
        externalId,
        product,
        customer,
        country,
        language,
        channel,
        stars,
        nps,
        label,
        submittedAt,
        receivedAt,
        text);
  }

  UUID id() {
    return Ids.review(storefront, Ids.Kind.EXTERNAL_ID, externalId);
  }

  ReviewTagged event(long revision) {
    var review =
        new Review(
            id(),
            storefront,
            externalId,
            new Product(product, "The " + product),
            null,
            customer == null ? null : new Customer(customer, "sealed"),
            channel,
            stars == null ? null : new Rating(Rating.Scale.STARS_5, stars),
            nps == null ? null : new Survey(nps, null, null),
            "a title",
            text == null ? "words of " + customer : text,
            language,
            country,
            submittedAt,
            receivedAt);
    var sentiment =
        label == null ? null : new Tags.Sentiment(label, 0, 0.9, Tags.Basis.RATING, false);
    return new ReviewTagged(
        review, revision, new Tags(null, sentiment, List.of(), Tags.Urgency.NORMAL, "test"));
  }

  Heard tagged(long revision) {
    return new Heard.Tagged(event(revision));
  }

  ReviewErased gone(long revision) {
    return new ReviewErased(id(), storefront, receivedAt.plusSeconds(60), revision);
  }

  Heard erased(long revision) {
    return new Heard.ReviewGone(gone(revision), revision);
  }

  static Heard customerErased(String storefront, String customer, Instant at) {
    return new Heard.CustomerGone(new CustomerErased(storefront, customer, at, 1L));
  }

  /** An event of its case; the first is the opening. */
  CaseChanged caseEvent(
      long sequence, Status status, SlaStatus sla, Instant answeredAt, Recovery recovery) {
    CaseFact fact =
        sequence == 1
            ? new CaseFact.CaseOpened(
                CaseFact.Cause.NEGATIVE,
                1,
                product,
                language,
                country,
                channel,
                null,
                "default",
                "HIGH")
            : new CaseFact.CaseAcknowledged();
    return new CaseChanged(
        Ids.caseOf(id()),
        id(),
        storefront,
        sequence,
        1,
        receivedAt,
        "test",
        status,
        new CaseChanged.Sla(receivedAt, receivedAt.plus(Duration.ofHours(24)), answeredAt, sla),
        recovery,
        fact);
  }

  Heard opened() {
    return new Heard.CaseMoved(caseEvent(1, Status.OPEN, SlaStatus.RUNNING, null, Recovery.NONE));
  }

  Heard moved(long sequence, Status status, SlaStatus sla, Instant answeredAt, Recovery recovery) {
    return new Heard.CaseMoved(caseEvent(sequence, status, sla, answeredAt, recovery));
  }
}
