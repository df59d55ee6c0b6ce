package heed.alerting;

import heed.events.Channel;
import heed.events.Customer;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Tags.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reviews and cases for the tests. */
final class Given {
  static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  static final SlaPolicy POLICY =
      SlaPolicy.of(1, Duration.ofHours(24), List.of(0.5, 0.8), Duration.ofHours(4));
  static final ReviewDecider DECIDER =
      new ReviewDecider(
          RoutingVersion.builtIn(
              "default", Duration.ofHours(24), null, null, List.of(0.5, 0.8), Duration.ofHours(4)),
          1,
          Duration.ofDays(7),
          Set.of("their-shop"));
  static final UUID REVIEW = UUID.fromString("8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a11");

  private Given() {}

  static ReviewTagged tagged(long revision, Label label, int stars, String text) {
    return tagged(REVIEW, "riga-shop", "c-17", revision, label, stars, text, TEN);
  }

  static ReviewTagged tagged(
      UUID id,
      String storefront,
      String customer,
      long revision,
      Label label,
      int stars,
      String text,
      Instant receivedAt) {
    var review =
        new Review(
            id,
            storefront,
            "order-" + id,
            new Product("sku-1", "Kettle"),
            null,
            customer == null ? null : new Customer(customer, null),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, stars),
            null,
            "Title",
            text,
            "lv",
            "LV",
            receivedAt,
            receivedAt);
    return new ReviewTagged(review, revision, tags(label, false));
  }

  static Tags tags(Label label, boolean mismatch) {
    return new Tags(
        new Tags.Language("lv", 0.99),
        new Tags.Sentiment(
            label, label == Label.NEGATIVE ? -0.8 : 0.8, 0.9, Tags.Basis.BOTH, mismatch),
        List.of(),
        Tags.Urgency.HIGH,
        "test");
  }

  static Case open() {
    return openDecision().after();
  }

  /** Decides by one policy, for a team called default. */
  static ReviewDecider decider(Policy policy, WorkingHours... calendars) {
    var routing =
        new Routing(
            "default",
            policy.id(),
            List.of(Team.named("default")),
            List.of(calendars),
            List.of(policy),
            List.of());
    return new ReviewDecider(routing, 1, Duration.ofDays(7), Set.of());
  }

  static Decision openDecision() {
    return openDecision(DECIDER);
  }

  static Decision openDecision(ReviewDecider decider) {
    return decider.open(tagged(1, Label.NEGATIVE, 1, "bad"), ReviewDecider.Past.NONE, TEN);
  }
}
