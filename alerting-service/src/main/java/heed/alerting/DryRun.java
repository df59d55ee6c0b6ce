package heed.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.Urgency;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a review: the rule it meets, and the marks its clocks would have. Nothing is
 * written or told.
 *
 * @param caseId asks about the review of this case instead of the traits
 * @param receivedAt when the clock starts; null for now
 * @param document to try; null for the one in force
 */
record DryRun(
    @Nullable UUID caseId,
    @Nullable Traits traits,
    @Nullable Instant receivedAt,
    @Nullable Routing document) {

  /**
   * @param rule null if none matches
   * @param policy by id
   */
  record Outcome(
      @Nullable String rule,
      String team,
      Priority priority,
      @Nullable String policy,
      Instant dueAt,
      List<MarkView> marks) {}

  /** A mark that would be told, unless an answer comes first. */
  record MarkView(Instant at, String type, String mark) {}

  /**
   * Reads the request: the fields of a review, beside each other or below {@code review}, or a
   * {@code caseId}; and a {@code document} to try.
   *
   * @throws Faulty with every fault and its pointer
   */
  static DryRun read(JsonNode request) {
    var root = Place.root(request);
    var nested = root.has("review");
    var fields =
        new ArrayList<>(
            List.of(
                "storefront",
                "product",
                "language",
                "country",
                "channel",
                "aspect",
                "urgency",
                "score",
                "receivedAt"));
    var place = nested ? root.at("review") : root;
    if (nested) {
      place.object(fields.toArray(String[]::new));
      fields.clear();
    }
    fields.addAll(List.of("review", "caseId", "document"));
    root.object(fields.toArray(String[]::new));
    var caseId = root.parsed("caseId", UUID::fromString, "the id of a case");
    var receivedAt =
        place.parsed(
            "receivedAt",
            text -> OffsetDateTime.parse(text).toInstant(),
            "a time as RFC 3339 has it, such as 2026-11-23T10:00:00Z");
    var traits = root.has("caseId") ? null : traits(place);
    var document = root.has("document") ? document(root) : null;
    if (!root.faults().isEmpty()) {
      throw new Faulty(root.faults());
    }
    return new DryRun(caseId, traits, receivedAt, document);
  }

  private static @Nullable Routing document(Place root) {
    try {
      return RoutingReader.read(root.at("document").json());
    } catch (Faulty e) {
      e.below("/document").faults().forEach(f -> root.fault(f.pointer(), f.detail()));
      return null;
    }
  }

  private static Traits traits(Place p) {
    var storefront = p.text("storefront");
    var product = p.text("product");
    var language = p.textOrNull("language");
    var country = p.textOrNull("country");
    var channel = p.choice("channel", Channel.class);
    var aspects = RoutingReader.choices(p.several("aspect"), Aspect.class);
    var urgency = p.choice("urgency", Urgency.class);
    var score = p.number("score");
    return new Traits(
        storefront,
        product,
        language,
        country,
        channel == null ? Channel.STOREFRONT : channel,
        aspects,
        urgency == null ? Urgency.NORMAL : urgency,
        score);
  }

  /** Where a review goes and what its clocks would tell if nobody did anything. */
  static Outcome outcome(Routing routing, int version, Traits traits, Instant startedAt) {
    var route = RoutingDecider.decide(routing, version, traits);
    var clock = FirstResponse.start(route.policy(), startedAt);
    var marks = new ArrayList<>(clock.marksAhead());
    var resolution = LaterClocks.start(route.policy(), startedAt).resolution();
    if (resolution != null) {
      marks.addAll(resolution.marksAhead(route.policy()));
    }
    marks.addAll(Escalation.steps(clock, 0));
    marks.sort(Comparator.comparing(Mark::dueAt));
    return new Outcome(
        route.rule(),
        route.team(),
        route.priority(),
        route.policy().id(),
        clock.dueAt(),
        marks.stream().map(m -> new MarkView(m.dueAt(), m.type().shortName(), m.name())).toList());
  }
}
