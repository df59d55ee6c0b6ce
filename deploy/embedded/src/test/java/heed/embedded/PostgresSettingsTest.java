package heed.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTest {
  private static final long GIGABYTE = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "0, 128, 2048",
    "1, 256, 2048",
    "8, 2048, 2730",
    "24, 6144, 8192",
    "32, 8192, 8192",
    "512, 8192, 8192"
  })
  void pagesAtHandAndTheLogGrowWithTheMemory(long gigabytes, int pages, int log) {
    assertThat(PostgresSettings.buffers(gigabytes * GIGABYTE)).isEqualTo(pages);
    assertThat(PostgresSettings.log(gigabytes * GIGABYTE)).isEqualTo(log);
  }

  @Test
  void whatIsWrittenIsWhole() {
    assertThat(PostgresSettings.of(8091, false))
        .contains("port = 8091\n", "postgres-%a.log")
        .containsPattern("shared_buffers = \\d{3,4}MB\n")
        .containsPattern("max_wal_size = \\d{4}MB\n");
  }
}
