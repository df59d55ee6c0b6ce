package heed.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is no test's business; that it is measured, told and cleared away is. */
@EnabledIfSystemProperty(
    named = "heed.bench",
    matches = ".+",
    disabledReason = "-Dheed.bench measures")
class BenchIT {
  private static final Path ROOT =
      Path.of(System.getProperty("heed.root")).toAbsolutePath().normalize();

  @TempDir static Path folder;
  private static int exit;
  private static String said;
  private static JsonNode told;

  @BeforeAll
  static void measure() throws IOException, InterruptedException {
    var json = folder.resolve("bench.json");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dheed.root=" + ROOT,
                "-jar",
                ROOT.resolve("deploy/bench/target/bench.jar").toString(),
                "--quick",
                "--only",
                "tagging,bulk",
                "--json",
                json.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port-base",
                String.valueOf(PipelineIT.freeBase()))
            .redirectErrorStream(true)
            .start();
    said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    exit = process.waitFor();
    told = new ObjectMapper().readTree(Files.readString(json));
  }

  @Test
  void everyRowHasItsFigureBesideItsFloor() {
    assertThat(exit).as(said).isZero();
    assertThat(told.path("rows")).hasSize(2);
    for (var row : told.path("rows")) {
      assertThat(row.path("samples")).as(said).hasSize(3);
      assertThat(row.path("floors")).hasSize(3);
      assertThat(row.path("figure").asDouble()).isPositive();
      assertThat(row.path("ratio").asDouble())
          .isEqualTo(row.path("figure").asDouble() / row.path("floor").asDouble());
    }
  }

  @Test
  void theTableIsInTheOrderOfAReviewsWay() {
    assertThat(said.lines().map(line -> line.split(" ", -1)[0]))
        .containsSubsequence("row", "bulk", "tagging");
  }

  @Test
  void whereAndWhenIsToldToo() {
    assertThat(told.at("/machine/cores").asInt()).isPositive();
    assertThat(told.at("/machine/key").asText()).isNotBlank();
    assertThat(told.path("date").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(told.has("commit")).isTrue();
  }

  @Test
  void nothingIsLeftButTheHistory() throws IOException {
    try (var left = Files.list(folder.resolve("data"))) {
      assertThat(left.map(path -> path.getFileName().toString()).toList())
          .isEqualTo(List.of("bench-history.jsonl"));
    }
  }
}
