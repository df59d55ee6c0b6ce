package heed.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Alerts and dashboards watch what is measured, and whoever is woken is told what to do. That the
 * services do measure what the document says is proved where they run, by {@code PipelineIT}.
 */
class AlertsTest {
  private static final String RULES = "deploy/observability/rules/heed.rules.yml";
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|");
  private static final Pattern FIGURE =
      Pattern.compile("\\b((?:heed|http|jvm|process|agroal|up)(?:_[a-z0-9]+)+)\\b");
  private static final Pattern RECORDED = Pattern.compile("\\bheed:[a-z_]+:[a-z0-9_]+");
  private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final List<String> PAGE = List.of("Means", "Look", "Do", "Wake");

  @Test
  void everyFigureOfARuleIsMeasured() {
    assertThat(rules()).hasSizeGreaterThan(20);
    for (var rule : rules()) {
      assertMeasured(rule.path("expr").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/grafana/heed.json", "deploy/grafana/heed-operations.json"})
  void everyFigureOfADashboardIsMeasured(String dashboard) throws IOException {
    var expressions = new ObjectMapper().readTree(House.text(dashboard)).findValuesAsText("expr");
    assertThat(expressions).hasSizeGreaterThan(15).allSatisfy(AlertsTest::assertMeasured);
  }

  @Test
  void everyPanelOfTheOperationsDashboardHasAnIdOfItsOwnAndSaysWhatItShows() throws IOException {
    var panels =
        new ObjectMapper()
            .readTree(House.text("deploy/grafana/heed-operations.json"))
            .path("panels");
    assertThat(panels.findValuesAsText("id")).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    for (var panel : panels) {
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText())
            .as(panel.path("title").asText())
            .isNotBlank();
      }
    }
  }

  @Test
  void whatMustBeWatchedHasAnAlert() {
    var watched = alerts().stream().map(a -> a.path("expr").asText()).collect(Collectors.joining());
    assertThat(watched)
        .contains(
            "heed_reviews_accepted_total",
            "heed_consumer_lag_records",
            "heed_consumer_stuck_seconds",
            "heed_dead_letters_total",
            "heed_marks_lateness_seconds_bucket",
            "heed_marks_overdue",
            "heed_telling_attempts_total",
            "heed_telling_dead",
            "heed_outbox_age_seconds",
            "heed_broker_reachable",
            "heed:ingest_errors:ratio_1h",
            "heed_kpi_attainment",
            "agroal_awaiting_count");
  }

  @Test
  void everyAlertLeadsToAPageThatSaysWhatToDo() {
    var pages = House.text("docs/runbooks.md").split("(?m)^## ");
    for (var alert : alerts()) {
      var name = alert.path("alert").asText();
      var annotations = alert.path("annotations");
      assertThat(annotations.path("runbook_url").asText())
          .isEqualTo("docs/runbooks.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
      assertThat(alert.path("labels").path("severity").asText()).as(name).isIn("page", "ticket");
      var page = List.of(pages).stream().filter(p -> p.startsWith(name + "\n")).toList();
      assertThat(page).as("page of " + name).hasSize(1);
      PAGE.forEach(part -> assertThat(page.getFirst()).as(name).contains("**" + part + ".**"));
    }
  }

  @Test
  void thereIsNoPageWithoutAnAlertAndNoAlertWithoutAStory() {
    var names = alerts().stream().map(a -> a.path("alert").asText()).toList();
    var pages =
        Pattern.compile("(?m)^## (\\w+)$")
            .matcher(House.text("docs/runbooks.md"))
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(pages).containsExactlyInAnyOrderElementsOf(names);
    var stories =
        House.text("deploy/observability/rules/heed.rules.test.yml")
            + House.text("deploy/observability/rules/heed.week.test.yml");
    assertThat(names)
        .allSatisfy(name -> assertThat(stories).contains("alertname=\"" + name + "\""));
  }

  @Test
  void prometheusTakesTheRulesAndEachStoryWakesWhomItShould() throws Exception {
    assumeTrue(runs("promtool", "--version"), "promtool is not installed here");
    assertThat(runs("promtool", "check", "config", "deploy/compose/prometheus.yml")).isTrue();
    assertThat(runs("promtool", "check", "rules", RULES)).isTrue();
    for (var stories : List.of("heed.rules.test.yml", "heed.week.test.yml")) {
      assertThat(runs("promtool", "test", "rules", "deploy/observability/rules/" + stories))
          .as(stories)
          .isTrue();
    }
  }

  private static void assertMeasured(String expression) {
    var words = STRING.matcher(expression).replaceAll("");
    var figures =
        FIGURE
            .matcher(words)
            .results()
            .map(m -> m.group(1))
            .filter(name -> !words.contains(":" + name))
            .collect(Collectors.toCollection(TreeSet::new));
    for (var figure : figures) {
      if (!documented().contains(figure)) {
        assertThat(documented())
            .as(figure + " in " + expression)
            .contains(PART.matcher(figure).replaceFirst(""));
      }
    }
    var recorded = rules().stream().map(r -> r.path("record").asText()).toList();
    RECORDED
        .matcher(words)
        .results()
        .forEach(m -> assertThat(recorded).as(expression).contains(m.group()));
  }

  private static Set<String> documented() {
    return DOCUMENTED
        .matcher(House.text("docs/metrics.md"))
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> alerts() {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  private static List<JsonNode> rules() {
    Object file = new Yaml().load(House.text(RULES));
    JsonNode read = new ObjectMapper().valueToTree(file);
    var rules = new ArrayList<JsonNode>();
    read.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).directory(House.ROOT.toFile()).inheritIO().start();
      return process.waitFor(180, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
