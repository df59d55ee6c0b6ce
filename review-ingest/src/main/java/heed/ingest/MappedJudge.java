package heed.ingest;

import heed.door.FieldError;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.ReviewErased;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Judges what a source said, by the rules for storefronts. */
final class MappedJudge implements Outcome.Judge {
  private final Acceptance acceptance;
  private final Acceptance.Storefronts storefronts;

  MappedJudge(Acceptance acceptance, Acceptance.Storefronts storefronts) {
    this.acceptance = acceptance;
    this.storefronts = storefronts;
  }

  @Override
  public Outcome judge(PostedLines.Line line, long number, Instant now) {
    return switch (line) {
      case PostedLines.Line.Sent sent -> judge(sent.mapped(), now);
      case PostedLines.Line.Unreadable unreadable -> new Outcome.Refused(unreadable.detail());
      case PostedLines.Line.Read read -> told(read.posted(), now);
    };
  }

  /**
   * @throws heed.door.Refusal if the caller may not act for the storefront
   */
  Outcome judge(Mapped mapped, Instant now) {
    return switch (mapped) {
      case Mapped.Told it -> told(it.posted(), now);
      case Mapped.Withdrawn it -> withdrawn(it.posted(), now.truncatedTo(ChronoUnit.MILLIS));
      case Mapped.Ignored it -> new Outcome.Nothing();
    };
  }

  private Outcome told(Posted posted, Instant now) {
    return switch (acceptance.decide(posted, storefronts, null, now)) {
      case Acceptance.Verdict.Accepted it ->
          new Outcome.Append(
              EventType.REVIEW_RECEIVED,
              it.review().id().toString(),
              it.review(),
              it.review().receivedAt());
      case Acceptance.Verdict.Refused it -> new Outcome.Refused(it.errors());
    };
  }

  private Outcome withdrawn(Posted posted, Instant now) {
    Shape.check(posted);
    Meaning.storefront(posted);
    var externalId = posted.get(Field.EXTERNAL_ID);
    if (!posted.errors().isEmpty() || externalId == null) {
      List<FieldError> errors = List.copyOf(posted.errors());
      return new Outcome.Refused(errors);
    }
    var storefront = storefronts.storefront(posted.get(Field.STOREFRONT));
    var id = Ids.review(storefront, Ids.Kind.EXTERNAL_ID, externalId);
    var erased = new ReviewErased(id, storefront, now, null);
    return new Outcome.Append(EventType.REVIEW_ERASED, id.toString(), erased, now);
  }
}
