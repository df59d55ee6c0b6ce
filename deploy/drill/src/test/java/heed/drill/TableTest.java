package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  private static final Drill REPLAY = Drills.named(List.of("replay")).getFirst();

  @Test
  void oneThatLostSomethingHasNotPassed() {
    var table = new Table();
    table.add(REPLAY, 1, new Outcome(10, 9, 1, 0, 0, 2.34, List.of(), List.of()));
    assertThat(table.passed()).isTrue();
    assertThat(table.text()).contains("17 replay").contains("2.3 s").contains("passed");
    table.add(REPLAY, 2, new Outcome(10, 9, 1, 1, 0, -1, List.of(), List.of()));
    assertThat(table.passed()).isFalse();
  }

  @Test
  void programsReadTheSame(@TempDir Path folder) throws Exception {
    var table = new Table();
    table.add(REPLAY, 3, new Outcome(10, 9, 1, 0, 2, -1, List.of("a rule"), List.of("seen")));
    var file = folder.resolve("deep").resolve("drill.json");
    table.write(file);
    var row = new ObjectMapper().readTree(file.toFile()).get(0);
    assertThat(row.path("name").asText()).isEqualTo("replay");
    assertThat(row.path("seed").asInt()).isEqualTo(3);
    assertThat(row.path("sent").asInt()).isEqualTo(10);
    assertThat(row.path("acknowledged").asInt()).isEqualTo(9);
    assertThat(row.path("duplicated").asInt()).isEqualTo(2);
    assertThat(row.path("recovery").isNull()).isTrue();
    assertThat(row.path("passed").asBoolean()).isFalse();
    assertThat(row.path("broken").get(0).asText()).isEqualTo("a rule");
  }
}
