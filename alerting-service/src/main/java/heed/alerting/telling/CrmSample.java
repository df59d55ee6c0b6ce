package heed.alerting.telling;

import heed.alerting.CaseBrief;
import heed.alerting.CaseStanding;
import heed.alerting.CustomerName;
import heed.alerting.crm.Facts;
import heed.alerting.crm.Mapping;
import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.Segment;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import heed.events.Survey;
import heed.events.Tags.Aspect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An example of every event that a CRM can be told, made up and always the same. */
final class CrmSample {
  private static final Instant AT = Instant.parse("2026-11-02T09:30:00Z");
  private static final UUID CASE = new UUID(0x5000L, 0x8000000000000001L);
  private static final UUID REVIEW = new UUID(0x5000L, 0x8000000000000002L);
  private static final UUID EVENT = new UUID(0x5000L, 0x8000000000000003L);

  private CrmSample() {}

  /**
   * @param storefronts that the endpoint hears; null for every one
   */
  static Facts of(String type, @Nullable Set<String> storefronts) {
    var storefront = storefronts == null ? "sample-shop" : storefronts.iterator().next();
    var customer = new CustomerName(storefront, "sample-customer");
    if (type.equals(Mapping.ERASED)) {
      return CrmFacts.erased(EVENT, customer, AT);
    }
    return switch (EventType.of(type + ".v1")) {
      case SEGMENT_ENTERED ->
          segment(
              EventType.SEGMENT_ENTERED,
              customer,
              new SegmentEntered(
                  storefront, customer.id(), Segment.AT_RISK, AT, List.of("DETRACTOR", "FALL")));
      case SEGMENT_LEFT ->
          segment(
              EventType.SEGMENT_LEFT,
              customer,
              new SegmentLeft(
                  storefront, customer.id(), Segment.AT_RISK, AT, SegmentLeft.Reason.CHANGED));
      default -> CrmFacts.of(EVENT, type, customer, AT, standing(storefront));
    };
  }

  private static Facts segment(EventType type, CustomerName customer, Object event) {
    var data = new String(EventJson.write(event), StandardCharsets.UTF_8);
    return CrmFacts.segment(EVENT, customer, new SignalRows.Told(type, AT, data));
  }

  private static CaseStanding standing(String storefront) {
    var review =
        new Review(
            REVIEW,
            storefront,
            null,
            new Product("sample-product", null),
            null,
            new Customer("sample-customer", null),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, 2),
            new Survey(4, 2, 3),
            null,
            null,
            "en",
            null,
            null,
            AT.minus(Duration.ofHours(3)));
    var brief =
        new CaseBrief(
            CASE,
            storefront,
            null,
            review.product(),
            review.rating(),
            review.channel(),
            "en",
            "sample-customer",
            0,
            null,
            null,
            "sample-team",
            null,
            Status.RESOLVED,
            Recovery.POSSIBLE,
            AT.plus(Duration.ofHours(21)),
            null);
    return new CaseStanding(
        brief,
        REVIEW,
        1,
        "NORMAL",
        SlaStatus.MET,
        List.of(Aspect.DELIVERY, Aspect.SUPPORT),
        "en",
        AT.minus(Duration.ofHours(3)),
        AT.minus(Duration.ofHours(3)),
        AT.plus(Duration.ofHours(21)),
        AT.minus(Duration.ofHours(1)),
        AT,
        review);
  }
}
