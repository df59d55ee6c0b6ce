package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Reads a scene: a step per line, {@code at} in seconds from its start. A line without {@code at}
 * happens at any time within the first two thirds, as chance has it.
 */
final class SceneFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RandomGenerator chance;

  SceneFile(RandomGenerator chance) {
    this.chance = chance;
  }

  List<Step> read(String name) throws IOException {
    var lines = lines(name);
    var last = lines.stream().mapToDouble(line -> line.path("at").asDouble(0)).max().orElse(0);
    return lines.stream().map(line -> step(line, at(line, last))).toList();
  }

  /** The lines of a file of the scenes as they are. */
  static List<ObjectNode> lines(String name) throws IOException {
    var path = "scenes/" + name + ".ndjson";
    try (var in = SceneFile.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is missing in the launcher's jar");
      }
      var lines = new ArrayList<ObjectNode>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank()) {
          lines.add((ObjectNode) JSON.readTree(line));
        }
      }
      return lines;
    }
  }

  private Duration at(JsonNode line, double last) {
    var seconds = line.has("at") ? line.path("at").asDouble() : chance.nextDouble() * last * 2 / 3;
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static Step step(ObjectNode line, Duration at) {
    if (line.has("say")) {
      return new Step.Say(at, line.path("say").asText());
    }
    if (line.has("post")) {
      return new Step.Post(at, (ObjectNode) line.path("post"));
    }
    if (line.has("promise")) {
      return new Step.Promise(at, (ObjectNode) line.path("promise"));
    }
    if (line.has("deed")) {
      var body = line.path("with").isObject() ? (ObjectNode) line.path("with") : empty();
      return new Step.Deed(at, line.path("review").asText(), line.path("deed").asText(), body);
    }
    throw new IllegalArgumentException("a line of a scene has no say, post, promise or deed");
  }

  private static ObjectNode empty() {
    return JSON.createObjectNode();
  }
}
