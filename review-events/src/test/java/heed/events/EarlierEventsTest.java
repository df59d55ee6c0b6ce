package heed.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of every earlier release may still write, read and have written. */
class EarlierEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EARLIER = Path.of("src/test/resources/heed/events/earlier");
  private static final Path NOW = Path.of("src/main/resources/heed/events");

  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Path> schemas() throws IOException {
    return files("schema");
  }

  static Stream<Path> examples() throws IOException {
    return files("examples");
  }

  /** Of every release, at least those of the first one. */
  private static Stream<Path> files(String folder) throws IOException {
    try (var all = Files.walk(EARLIER)) {
      var found =
          all.filter(f -> f.getParent().endsWith(folder) && f.toString().endsWith(".json"))
              .sorted()
              .toList();
      assertThat(found).hasSizeGreaterThanOrEqualTo(24);
      return found.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void nothingThatWasPromisedIsTakenBack(Path earlier) throws IOException {
    var now = NOW.resolve("schema").resolve(earlier.getFileName());
    assertThat(now).exists();
    assertThat(Compatibility.broken(tree(earlier), tree(now))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatWasWrittenIsReadAndNothingOfItIsLost(Path earlier) throws IOException {
    var type = EventType.of(earlier.getFileName().toString().replace(".json", ""));
    var written =
        JSON.readTree(EventJson.write(EventsOnTheWireTest.read(type, Files.readAllBytes(earlier))));
    assertThat(kept(tree(earlier), written)).as("%s in %s", tree(earlier), written).isTrue();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatWasWrittenFitsTodaysSchema(Path earlier) throws IOException {
    var schema =
        schemas.getSchema(Files.readString(NOW.resolve("schema").resolve(earlier.getFileName())));
    assertThat(schema.validate(Files.readString(earlier), InputFormat.JSON)).isEmpty();
  }

  /** A later writer, seen by a copy of the earlier release: by its schema, which it requires. */
  @ParameterizedTest
  @MethodSource("schemas")
  void whatIsWrittenTodayFitsTheEarlierSchema(Path earlier) throws IOException {
    var schema = schemas.getSchema(Files.readString(earlier));
    var example = Files.readString(NOW.resolve("examples").resolve(earlier.getFileName()));
    assertThat(schema.validate(example, InputFormat.JSON)).isEmpty();
  }

  @Test
  void aFieldThatIsRemovedRetypedOrRequiredAnewIsSeen() throws IOException {
    var schema = tree(NOW.resolve("schema/review.tagged.v1.json"));
    assertThat(Compatibility.broken(schema, schema)).isEmpty();

    var grown = schema.<ObjectNode>deepCopy();
    properties(grown).putObject("addedLater").put("type", "string");
    assertThat(Compatibility.broken(schema, grown)).isEmpty();

    ((ArrayNode) grown.get("required")).add("addedLater");
    assertThat(Compatibility.broken(schema, grown))
        .hasSize(1)
        .first()
        .asString()
        .contains("must be given");

    var shrunk = schema.<ObjectNode>deepCopy();
    ((ObjectNode) properties(shrunk).at("/product/properties")).remove("name");
    assertThat(Compatibility.broken(schema, shrunk)).isEqualTo(List.of("/product/name is gone"));

    var retyped = schema.<ObjectNode>deepCopy();
    ((ObjectNode) properties(retyped).get("storefront")).put("type", "integer");
    assertThat(Compatibility.broken(schema, retyped))
        .hasSize(1)
        .first()
        .asString()
        .contains("type was");

    var looser = schema.<ObjectNode>deepCopy();
    ((ArrayNode) properties(looser).at("/product/required")).removeAll();
    assertThat(Compatibility.broken(schema, looser))
        .hasSize(1)
        .first()
        .asString()
        .contains("may be missing");
  }

  private static ObjectNode properties(ObjectNode schema) {
    return (ObjectNode) schema.get("properties");
  }

  /** Whether all that the first has is in the second, too. */
  private static boolean kept(JsonNode first, JsonNode second) {
    if (first.isObject()) {
      return first.properties().stream()
          .allMatch(e -> second.has(e.getKey()) && kept(e.getValue(), second.get(e.getKey())));
    }
    return first.equals(second);
  }

  private static JsonNode tree(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }
}
