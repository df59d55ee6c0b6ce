package heed.house;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Topics;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainersTest {
  private static final Pattern TOPIC_LOOP =
      Pattern.compile(
          "for topic in ([^;]+); do\\s+create \"\\$topic\" (\\d+) (\\d+) --config cleanup.policy=(\\w+)");

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
  void everyImageIsPinnedAndOneThatNobodyIsRootIn() {
    var recipe = House.text("deploy/Dockerfile").lines().toList();
    var bases =
        recipe.stream()
            .filter(line -> line.startsWith("FROM ") && line.contains(":"))
            .map(line -> line.replaceAll("FROM (--\\S+ )?(\\S+).*", "$2"))
            .toList();
    assertThat(bases).hasSize(2).allMatch(base -> base.matches("[a-z0-9/-]+:[0-9][\\w.-]+"));
    // the last stage is made from the one that is nobody
    assertThat(recipe).contains("USER 10001:10001");
    assertThat(recipe.subList(recipe.lastIndexOf("FROM app"), recipe.size()))
        .noneMatch(line -> line.startsWith("USER"));
  }

  @Test
  void whatTheRecipeCopiesIsHere() {
    var copied =
        House.text("deploy/Dockerfile")
            .lines()
            .filter(line -> line.startsWith("COPY") && line.contains("deploy/"))
            .map(line -> line.replaceAll(".*?(deploy/\\S+).*", "$1"))
            .toList();
    assertThat(copied)
        .contains("deploy/run.sh", "deploy/train.sh")
        .allSatisfy(
            file -> {
              assertThat(House.ROOT.resolve(file)).isExecutable();
            });
    for (var service : House.SERVICES) {
      assertThat(House.text("deploy/Dockerfile")).contains(service);
      assertThat(House.text("deploy/bake.hcl")).contains("\"" + service + "\"");
    }
  }

  @Test
  void everyRightNamesATopicOfTheCodeAndEveryTopicHasOneWriter() {
    var rights =
        House.text("deploy/kafka/rights.txt")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> List.of(line.split("\\s+", -1)))
            .toList();
    var topics = Topics.ALL.stream().map(Topics.Topic::name).toList();
    assertThat(rights)
        .allSatisfy(
            right -> {
              assertThat(right).hasSize(4);
              assertThat(House.SERVICES).contains(right.get(0));
              if (right.get(2).equals("TOPIC")) {
                assertThat(topics).contains(right.get(3));
              } else {
                assertThat(right.get(3))
                    .as("groups bear their reader's name")
                    .startsWith(right.get(0));
              }
            });
    for (var topic : topics) {
      assertThat(rights.stream().filter(r -> r.get(1).equals("WRITE") && r.get(3).equals(topic)))
          .as("writers of " + topic)
          .hasSize(1);
    }
  }

  @Test
  void everyScriptIsOneThatAPlainShellReads() throws Exception {
    for (var script :
        List.of(
            "deploy/run.sh",
            "deploy/train.sh",
            "deploy/compose/secrets.sh",
            "deploy/kafka/topics.sh",
            "deploy/postgres/databases.sh")) {
      assertThat(House.ROOT.resolve(script)).isExecutable();
      var shell = new ProcessBuilder("sh", "-n", House.ROOT.resolve(script).toString()).start();
      assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(shell.exitValue()).as(script).isZero();
    }
  }
}
