package heed.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ContainersTest {
  private static final Pattern TOPIC_LOOP =
      Pattern.compile(
          "for topic in ([^;]+); do\\s+create \"\\$topic\" (\\d+) (\\d+) --config cleanup.policy=(\\w+)");
  private final JsonNode services = compose().get("services");

  @Test
  void theTopicsAreThoseOfTheCode() {
    var created =
        TOPIC_LOOP
            .matcher(House.text("deploy/kafka/topics.sh"))
            .results()
            .flatMap(
                m ->
                    List.of(m.group(1).split(" ")).stream()
                        .map(
                            name ->
                                new Topics.Topic(
                                    name,
                                    Integer.parseInt(m.group(2)),
                                    m.group(4).equals("compact"),
                                    Integer.parseInt(m.group(3)))))
            .collect(Collectors.toSet());
    assertThat(created).containsExactlyInAnyOrderElementsOf(Topics.ALL);
  }

  @ParameterizedTest
  @CsvSource({"P7D, 604800000, 86400000", "PT36H, 129600000, 18514285", "PT70S, 70000, 10000"})
  void theTopicsForgetAfterTheirRetention(String told, String kept, String segment)
      throws Exception {
    var made = topics(told);
    assertThat(made).hasSize(Topics.ALL.size());
    assertThat(made)
        .allSatisfy(
            topic ->
                assertThat(topic)
                    .containsPattern("(retention|max.compaction.lag).ms=" + kept + "\\b")
                    .containsPattern("segment.ms=" + segment + "\\b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "P", "seven days", "P7D; rm -rf /"})
  void aRetentionThatIsNoneMakesNoTopic(String told) throws Exception {
    assertThat(topics(told)).isEmpty();
  }

  /** What topics.sh would have Kafka make, a line for each. */
  private static List<String> topics(String retention) throws Exception {
    var script = House.ROOT.resolve("deploy/kafka/topics.sh").toString();
    var builder = new ProcessBuilder("sh", script).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("KAFKA_TOPICS", "echo");
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
    builder.environment().put("HEED_TOPICS_RETENTION", retention);
    var process = builder.start();
    var lines = process.inputReader().lines().toList();
    assertThat(process.waitFor() == 0).isEqualTo(!lines.isEmpty());
    return lines;
  }

  @Test
  void allFourServicesAreThereWithAHealthCheck() {
    for (var service : House.SERVICES) {
      assertThat(services.path(service).path("healthcheck").path("test").isMissingNode())
          .as(service)
          .isFalse();
    }
  }

  @Test
  void everyImageIsPinnedOrBuiltHere() {
    for (var service : services) {
      var image = service.get("image").asText();
      assertThat(image).matches("[a-z0-9/-]+:v?[0-9][0-9A-Za-z._-]*");
      assertThat(image.startsWith("heed/")).isEqualTo(service.has("build"));
      if (service.has("build")) {
        assertThat(House.ROOT.resolve("deploy/Dockerfile")).exists();
      }
    }
    assertThat(House.text("deploy/Dockerfile")).containsPattern("FROM [a-z0-9/-]+:[0-9][^ \n]+");
  }

  @Test
  void portsAreReachableOnLoopbackOnly() {
    var ports = new ArrayList<String>();
    services.forEach(s -> s.path("ports").forEach(p -> ports.add(p.asText())));
    assertThat(ports).hasSize(5).allMatch(p -> p.startsWith("127.0.0.1:"));
  }

  @Test
  void everySecretComesFromTheEnvironmentAndIsExplained() {
    var required =
        Pattern.compile("\\$\\{([A-Z0-9_]+):\\?")
            .matcher(House.text("docker-compose.yml"))
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    assertThat(required).isNotEmpty();
    var explained =
        House.text(".env.example")
            .lines()
            .filter(l -> !l.startsWith("#"))
            .map(l -> l.replaceAll("=.*", ""))
            .collect(Collectors.toSet());
    assertThat(explained).isEqualTo(required);
  }

  @Test
  void composeAcceptsTheFile() throws Exception {
    assumeTrue(runs("docker-compose", "version"), "docker-compose is not installed here");
    var environment = Files.createTempFile("heed", ".env");
    Files.writeString(environment, House.text(".env.example").replaceAll("(?m)=$", "=x"));
    assertThat(runs("docker-compose", "--env-file", environment.toString(), "config", "--quiet"))
        .isTrue();
    Files.delete(environment);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).directory(House.ROOT.toFile()).inheritIO().start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode compose() {
    // SnakeYAML itself, because it follows anchors and merge keys.
    Object file = new Yaml().load(House.text("docker-compose.yml"));
    return new ObjectMapper().valueToTree(file);
  }
}
