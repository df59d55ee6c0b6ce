package heed.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Judges lines as storefronts post them, of one kind of thing. */
final class PostedJudge implements Outcome.Judge {
  private final Intake intake;
  private final Acceptance.Storefronts storefronts;
  private final @Nullable String idempotencyKey;

  PostedJudge(Intake intake, Acceptance.Storefronts storefronts, @Nullable String idempotencyKey) {
    this.intake = intake;
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
    var taken = intake.take(posted, storefronts, key, now);
    return new Outcome.Append(
        taken.type(), taken.id().toString(), taken.event(), taken.receivedAt());
  }
}
