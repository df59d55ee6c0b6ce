package heed.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTest {
  private static final long GIGABYTE = 1L << 30;

  @ParameterizedTest
  @CsvSource({"1, 128", "2, 256", "8, 1024", "24, 3072", "32, 4096", "512, 4096"})
  void anEighthOfTheMemoryIsForPagesAtHand(long gigabytes, int megabytes) {
    assertThat(PostgresSettings.buffers(gigabytes * GIGABYTE)).isEqualTo(megabytes);
  }

  @Test
  void whatIsWrittenIsWhole() {
    assertThat(PostgresSettings.of(8091, false))
        .contains("port = 8091\n", "postgres-%a.log")
        .containsPattern("shared_buffers = \\d{3,4}MB\n");
  }
}
