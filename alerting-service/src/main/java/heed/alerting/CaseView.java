package heed.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Tags;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case as people and programs see it. */
record CaseView(
    UUID id,
    UUID reviewId,
    String storefront,
    Product product,
    @Nullable CustomerView customer,
    @Nullable String language,
    @Nullable Rating rating,
    @Nullable String title,
    @Nullable String text,
    Tags tags,
    String team,
    @Nullable String assignee,
    String priority,
    Status status,
    SlaView sla,
    List<ClockView> clocks,
    List<TimelineView> timeline,
    int version) {

  /** Name and address are null where they were not given, or cannot be opened. */
  record CustomerView(@Nullable String id, @Nullable String name, @Nullable String email) {}

  /** The clock of the first response. */
  record SlaView(
      Instant startedAt, Instant dueAt, @Nullable Instant answeredAt, SlaStatus status) {}

  /** One clock; so far only that of the first response, in the first cycle. */
  record ClockView(String kind, int cycle, Instant startedAt, Instant dueAt, SlaStatus status) {}

  /** What happened; the type is the event's. */
  record TimelineView(Instant at, String type, String by, JsonNode detail) {}

  static CaseView of(Case c, Contacts contacts, List<TimelineEntry> timeline, Instant now) {
    var review = c.content().review();
    var clock = c.clock();
    var status = clock.status(now);
    return new CaseView(
        c.id(),
        c.reviewId(),
        c.storefront(),
        review.product(),
        customer(c, contacts),
        ReviewDecider.language(c.content()),
        review.rating(),
        review.title(),
        review.text(),
        c.content().tags(),
        c.handling().team(),
        c.handling().assignee(),
        c.content().tags().urgency().name(),
        c.handling().status(),
        new SlaView(clock.startedAt(), clock.dueAt(), clock.answeredAt(), status),
        List.of(new ClockView("FIRST_RESPONSE", 1, clock.startedAt(), clock.dueAt(), status)),
        timeline.stream().map(t -> new TimelineView(t.at, t.type, t.by, t.detail)).toList(),
        c.version());
  }

  private static @Nullable CustomerView customer(Case c, Contacts contacts) {
    var customer = c.content().review().customer();
    if (customer == null) {
      return null;
    }
    var contact = contacts.open(c.reviewId(), customer.contact());
    return new CustomerView(customer.id(), contact.name(), contact.email());
  }
}
