package heed.ingest;

import heed.door.FieldError;
import heed.events.Review;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What the tests of the decider share: a key, a clock, a storefront. */
final class Trial {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");
  static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  static final Acceptance ACCEPTANCE = new Acceptance(new ContactSeal(KEY));

  static Posted read(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return PostedJson.read(Fields.REVIEW, bytes, 0, bytes.length);
  }

  static Acceptance.Verdict verdict(Posted posted, String fallbackKey) {
    return ACCEPTANCE.decide(posted, s -> s == null ? "riga-shop" : s, fallbackKey, NOW);
  }

  static Review accepted(String json) {
    return switch (verdict(read(json), null)) {
      case Acceptance.Verdict.Accepted it -> it.review();
      case Acceptance.Verdict.Refused it -> throw new AssertionError(it.errors());
    };
  }

  static List<FieldError> errors(String json) {
    return switch (verdict(read(json), null)) {
      case Acceptance.Verdict.Accepted it -> throw new AssertionError("accepted");
      case Acceptance.Verdict.Refused it -> it.errors();
    };
  }

  /** A review that is right but for what is added. */
  static String with(String members) {
    return "{\"externalId\":\"o-1\",\"product\":{\"id\":\"sku-1\"}," + members + "}";
  }

  private Trial() {}
}
