package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import heed.alerting.CaseView.ClockView.Kind;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Source;
import heed.events.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as people and programs see it.
 *
 * @param source where it was written, if not with the storefront, and what may be done there
 * @param nextDueAt of the clock that somebody has to act on next; lists are in its order
 */
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source source,
    Tags tags,
    String team,
    @Nullable String assignee,
    String priority,
    Status status,
    SlaView sla,
    Instant nextDueAt,
    List<ClockView> clocks,
    PinnedView pinned,
    List<TimelineView> timeline,
    int version) {

  /** Name and address are null where they were not given, or cannot be opened. */
  record CustomerView(@Nullable String id, @Nullable String name, @Nullable String email) {}

  /** The clock of the first response. */
  record SlaView(
      Instant startedAt, Instant dueAt, @Nullable Instant answeredAt, SlaStatus status) {}

  /**
   * One clock.
   *
   * @param dueAt while it stands still, as if it had gone on
   * @param pausedAt since when it stands still; null while it runs and of one that never does
   */
  record ClockView(
      Kind kind,
      int cycle,
      Instant startedAt,
      Instant dueAt,
      SlaStatus status,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant pausedAt) {
    /** Which promise it is of. */
    enum Kind {
      FIRST_RESPONSE,
      NEXT_RESPONSE,
      RESOLUTION
    }
  }

  /**
   * What was decided when the case opened.
   *
   * @param routing the version; 0 is the configuration
   * @param rule null if none matched
   */
  record PinnedView(int routing, @Nullable String rule, @Nullable String policy) {}

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
        review.source(),
        c.content().tags(),
        c.handling().team(),
        c.handling().assignee(),
        c.pinned().priority().name(),
        c.handling().status(),
        new SlaView(clock.startedAt(), clock.dueAt(), clock.answeredAt(), status),
        c.nextDueAt(),
        clocks(c, now),
        new PinnedView(c.pinned().routing(), c.pinned().rule(), clock.policy().id()),
        timeline.stream().map(t -> new TimelineView(t.at, t.type, t.by, t.detail)).toList(),
        c.version());
  }

  private static List<ClockView> clocks(Case c, Instant now) {
    var clocks = new ArrayList<ClockView>();
    clocks.add(response(Kind.FIRST_RESPONSE, 1, c.clock(), now));
    for (var next : c.later().nextResponses()) {
      var clock = next.clock(c.clock().policy());
      clocks.add(response(Kind.NEXT_RESPONSE, next.cycle(), clock, now));
    }
    var resolution = c.later().resolution();
    if (resolution != null) {
      var policy = c.clock().policy();
      clocks.add(
          new ClockView(
              Kind.RESOLUTION,
              1,
              resolution.startedAt(),
              resolution.dueAt(policy),
              resolution.status(policy, now),
              resolution.pausedAt()));
    }
    return clocks;
  }

  private static ClockView response(Kind kind, int cycle, FirstResponse clock, Instant now) {
    return new ClockView(kind, cycle, clock.startedAt(), clock.dueAt(), clock.status(now), null);
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
