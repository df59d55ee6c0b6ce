package heed.ingest;

import heed.events.Review;
import heed.events.ReviewErased;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the tests of mappings share: payloads in, what becomes of them out. */
final class Sending {
  /** The reviews that a payload of JSON becomes. */
  static List<Review> reviews(SourceMapping mapping, String json) {
    return outcomes(mapping, json).stream().map(Sending::review).toList();
  }

  static Review review(SourceMapping mapping, String json) {
    var reviews = reviews(mapping, json);
    if (reviews.size() != 1) {
      throw new AssertionError(reviews);
    }
    return reviews.getFirst();
  }

  static List<Outcome> outcomes(SourceMapping mapping, String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var mapper = new ItemMapper(mapping, null, null);
    return SentJson.read(mapping, bytes, 0, bytes.length).stream()
        .map(item -> judge().judge(mapper.map(item), Trial.NOW))
        .toList();
  }

  /** The reviews that a file of CSV becomes. */
  static List<Outcome> csv(SourceMapping mapping, String csv) {
    var source = new InboundSource(mapping, new ItemMapper(mapping, null, null), null, null, null);
    try {
      var lines =
          new SentCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), source);
      var outcomes = new ArrayList<Outcome>();
      for (var line = lines.next(); line != null; line = lines.next()) {
        outcomes.add(judge().judge(line, lines.lineNumber(), Trial.NOW));
      }
      return outcomes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Review review(Outcome outcome) {
    if (outcome instanceof Outcome.Append append && append.event() instanceof Review review) {
      return review;
    }
    throw new AssertionError(outcome);
  }

  static ReviewErased erased(Outcome outcome) {
    if (outcome instanceof Outcome.Append append && append.event() instanceof ReviewErased erased) {
      return erased;
    }
    throw new AssertionError(outcome);
  }

  private static MappedJudge judge() {
    return new MappedJudge(Trial.ACCEPTANCE, named -> named == null ? "riga-shop" : named);
  }

  private Sending() {}
}
