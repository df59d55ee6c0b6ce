package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final Path ROOT = Path.of("/heed");

  @Test
  void takesDefaultsThatRun() throws Refusal {
    assertThat(Options.parse(List.of("up"), ROOT, true))
        .isEqualTo(new Options(Options.Command.UP, Path.of("/heed/.heed"), 8080, false, false));
  }

  @Test
  void takesWhatIsGiven() throws Refusal {
    var words = List.of("up", "--data", "/tmp/x", "--port-base", "9000", "--open");
    assertThat(Options.parse(words, ROOT, false))
        .isEqualTo(new Options(Options.Command.UP, Path.of("/tmp/x"), 9000, true, false));
  }

  @Test
  void endsTheDemoByItselfUnlessAPersonLooks() throws Refusal {
    assertThat(Options.parse(List.of("demo"), ROOT, false).stay()).isFalse();
    assertThat(Options.parse(List.of("demo", "--stay"), ROOT, false).stay()).isTrue();
    assertThat(Options.parse(List.of("demo"), ROOT, true).stay()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "65530", "abc", "99999", "80.5"})
  void refusesAPortBaseThatLeavesNoRoom(String number) {
    assertThatThrownBy(() -> Options.parse(List.of("up", "--port-base", number), ROOT, false))
        .hasMessage("--port-base is " + number + ", must be a whole number from 1 to 65524");
  }

  @Test
  void refusesWhatItDoesNotKnowByName() {
    assertThatThrownBy(() -> Options.parse(List.of("up", "--fast"), ROOT, false))
        .hasMessageStartingWith("--fast is not known");
    assertThatThrownBy(() -> Options.parse(List.of("up", "--data"), ROOT, false))
        .hasMessage("--data needs a value");
    assertThatThrownBy(() -> Options.parse(List.of("down"), ROOT, false))
        .hasMessage("the command is 'down', must be up or demo");
  }
}
