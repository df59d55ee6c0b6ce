package heed.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecountCommandTest {
  private static final Path ROOT = Path.of("/heed");

  @Test
  void takesItsOptionsWhereverTheyStand() throws Refusal {
    assertThat(RecountCommand.parse(List.of("--port-base", "9000", "--mend"), ROOT))
        .isEqualTo(new RecountCommand(true, ROOT.resolve(".heed"), 9000));
    assertThat(RecountCommand.parse(List.of(), ROOT).mend()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"now", "--open", "--mend twice"})
  void refusesWhatItDoesNotKnow(String words) {
    assertThatThrownBy(() -> RecountCommand.parse(List.of(words.split(" ")), ROOT))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("recount takes");
  }

  @Test
  void tellsEveryDifferenceAndWhatPutsItRight() throws Exception {
    var text = new ByteArrayOutputStream();
    var sum = new RecountCommand.Sum(new PrintStream(text, true, UTF_8));
    sum.add(
        new ObjectMapper()
            .readTree("{\"pieces\": 2, \"differences\": [\"counters of x\"], \"mended\": 0}"));
    sum.add(new ObjectMapper().readTree("{\"pieces\": 3, \"differences\": [], \"mended\": 0}"));
    assertThat(sum.told(false)).isFalse();
    assertThat(text.toString(UTF_8))
        .contains("counters of x")
        .contains("5 pieces counted anew, 1 differ; ./heed recount --mend");
  }
}
