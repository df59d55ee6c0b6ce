package heed.ingest;

import heed.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Judges lines as storefronts post them. */
final class PostedJudge implements Outcome.Judge {
  private final Acceptance acceptance;
  private final Acceptance.Storefronts storefronts;
  private final @Nullable String idempotencyKey;

  PostedJudge(
      Acceptance acceptance, Acceptance.Storefronts storefronts, @Nullable String idempotencyKey) {
    this.acceptance = acceptance;
    this.storefronts = storefronts;
    this.idempotencyKey = idempotencyKey;
  }

  @Override
  public Outcome judge(PostedLines.Line line, long number, Instant now) {
    return switch (line) {
      case PostedLines.Line.Read read -> judge(read.posted(), number, now);
      case PostedLines.Line.Unreadable unreadable -> new Outcome.Refused(unreadable.detail());
      case PostedLines.Line.Sent sent ->
          throw new IllegalStateException("no storefront posts what has to be mapped");
    };
  }

  private Outcome judge(Posted posted, long number, Instant now) {
    var key = idempotencyKey == null ? null : idempotencyKey + ":" + number;
    return switch (acceptance.decide(posted, storefronts, key, now)) {
      case Acceptance.Verdict.Accepted it ->
          new Outcome.Append(
              EventType.REVIEW_RECEIVED,
              it.review().id().toString(),
              it.review(),
              it.review().receivedAt());
      case Acceptance.Verdict.Refused it -> new Outcome.Refused(it.errors());
    };
  }
}
