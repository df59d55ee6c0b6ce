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
        .isEqualTo(
            new Options(Options.Command.UP, Path.of("/heed/.heed"), 8080, false, false, null, 1));
  }

  @Test
  void takesWhatIsGiven() throws Refusal {
    var words = List.of("up", "--data", "/tmp/x", "--port-base", "9000", "--open");
    assertThat(Options.parse(words, ROOT, false))
        .isEqualTo(new Options(Options.Command.UP, Path.of("/tmp/x"), 9000, true, false, null, 1));
  }

  @Test
  void endsTheDemoByItselfUnlessAPersonLooks() throws Refusal {
    assertThat(Options.parse(List.of("demo"), ROOT, false).stay()).isFalse();
    assertThat(Options.parse(List.of("demo", "--stay"), ROOT, false).stay()).isTrue();
    assertThat(Options.parse(List.of("demo"), ROOT, true).stay()).isTrue();
  }

  @Test
  void takesAScenarioAndASeedForTheDemo() throws Refusal {
    var asked =
        Options.parse(
            List.of("demo", "--scenario", "bad-launch", "--seed", "42", "--port-base", "9000"),
            ROOT,
            false);
    assertThat(asked.scenario()).isEqualTo(Scenario.BAD_LAUNCH);
    assertThat(asked.seed()).isEqualTo(42);
    assertThat(asked.portBase()).isEqualTo(9000);
    assertThat(Options.parse(List.of("demo"), ROOT, false).scenario()).isNull();
  }

  @Test
  void refusesAScenarioThatIsUnknownOrNotForADemo() {
    assertThatThrownBy(() -> Options.parse(List.of("demo", "--scenario", "x"), ROOT, false))
        .hasMessage("there is no scenario 'x', there are calm-day, bad-launch, poison");
    assertThatThrownBy(() -> Options.parse(List.of("demo", "--scenario"), ROOT, false))
        .hasMessage("--scenario needs a value");
    assertThatThrownBy(() -> Options.parse(List.of("up", "--scenario", "poison"), ROOT, false))
        .hasMessage("--scenario is for demo only");
    assertThatThrownBy(() -> Options.parse(List.of("up", "--seed", "1"), ROOT, false))
        .hasMessage("--seed is for demo only");
    assertThatThrownBy(() -> Options.parse(List.of("demo", "--seed", "-1"), ROOT, false))
        .hasMessage("--seed is -1, must be a whole number of at most 18 digits");
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
