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

class ModelCommandTest {
  private static final Path ROOT = Path.of("/heed");

  private static ModelCommand parse(String words) throws Refusal {
    return ModelCommand.parse(List.of(words.split(" ")), ROOT);
  }

  @Test
  void takesOptionsWhereverTheyStand() throws Refusal {
    assertThat(parse("--port-base 9000 promote riga-shop lv 3 --data /tmp/x"))
        .isEqualTo(
            new ModelCommand(List.of("promote", "riga-shop", "lv", "3"), Path.of("/tmp/x"), 9000));
    assertThat(parse("list").data()).isEqualTo(ROOT.resolve(".heed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "show", "list all", "promote riga-shop lv", "promote a lv x", "rollback a"})
  void refusesWhatIsNotWhole(String words) {
    assertThatThrownBy(() -> parse(words)).hasMessageStartingWith("model takes: list");
  }

  @Test
  void listsVersionsWithTheirFigures() throws Exception {
    var json =
        """
        {"items": [{"storefront": "riga-shop", "language": "lv", "inForce": 2, "versions": [
          {"version": 2, "state": "IN_FORCE", "promotedAt": "2026-11-23T10:00:00Z",
           "heldBack": {"n": 80, "polarAccuracy": 0.925, "incumbentPolarAccuracy": 0.8}}]}]}
        """;
    var text = new ByteArrayOutputStream();
    ModelCommand.list(new ObjectMapper().readTree(json), new PrintStream(text, true, UTF_8));
    assertThat(text.toString(UTF_8))
        .contains("riga-shop lv: version 2")
        .contains("92.5 % of 80 reviews held back, the one before on 80.0 %");
  }
}
