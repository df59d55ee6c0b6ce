package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Path ROOT = Path.of("/heed");

  @Test
  void runsWithNothingSaid() throws Refusal {
    var options = parse();
    assertThat(options.quick()).isFalse();
    assertThat(options.check()).isFalse();
    assertThat(options.json()).isNull();
    assertThat(options.data()).isEqualTo(Path.of("/heed/.heed"));
    assertThat(options.portBase()).isEqualTo(18_080);
    assertThat(Rows.NAMES).allMatch(options::wants);
  }

  @Test
  void takesEveryOption() throws Refusal {
    var options =
        parse(
            "--quick",
            "--check",
            "--json",
            "out.json",
            "--only",
            "bulk,cases",
            "--only",
            "start",
            "--data",
            "/tmp/there",
            "--port-base",
            "20000");
    assertThat(options)
        .isEqualTo(
            new Options(
                true,
                true,
                Path.of("out.json"),
                List.of("bulk", "cases", "start"),
                Path.of("/tmp/there"),
                20_000));
    assertThat(options.wants("cases")).isTrue();
    assertThat(options.wants("tagging")).isFalse();
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThatThrownBy(() -> parse("--fast"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--quick");
    assertThatThrownBy(() -> parse("--only", "speed")).hasMessageContaining("tag-stream");
    assertThatThrownBy(() -> parse("--json")).hasMessage("--json needs a value");
    assertThatThrownBy(() -> parse("--port-base", "65536")).hasMessageContaining("1 to 65515");
  }

  private static Options parse(String... words) throws Refusal {
    return Options.parse(List.of(words), ROOT, Rows.NAMES);
  }
}
