package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  @Test
  void isTakenAsItCame() {
    assertThat(IdempotencyKey.of(null)).isNull();
    assertThat(IdempotencyKey.of("\"8e03978e\"")).isEqualTo("\"8e03978e\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000", "a\r\nb", "atslēga", "x\u007f"})
  void refusesWhatIsNotPrintable(String header) {
    assertThatThrownBy(() -> IdempotencyKey.of(header)).isInstanceOf(Refusal.class);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(IdempotencyKey.of("x".repeat(200))).hasSize(200);
    assertThatThrownBy(() -> IdempotencyKey.of("x".repeat(201))).isInstanceOf(Refusal.class);
  }
}
