package heed.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The sample reviews; each says how long before now it was written, so that they never grow old.
 */
final class Samples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instant now;

  Samples(Instant now) {
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What is posted first. */
  List<ObjectNode> reviews() throws IOException {
    return read("samples/reviews.ndjson");
  }

  /** What customers said later of some of them. */
  List<ObjectNode> edits() throws IOException {
    return read("samples/edits.ndjson");
  }

  private List<ObjectNode> read(String name) throws IOException {
    try (var in = Samples.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing in the launcher's jar");
      }
      var reviews = new ArrayList<ObjectNode>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank()) {
          reviews.add(dated((ObjectNode) JSON.readTree(line)));
        }
      }
      return reviews;
    }
  }

  private ObjectNode dated(ObjectNode review) {
    var ago = Duration.parse(review.path("submittedAt").asText());
    return review.put("submittedAt", now.minus(ago).toString());
  }
}
