package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void theProportionalSetSizeIsReadAsBytes() throws IOException {
    assertThat(Memory.pss("00400000-7fff [rollup]\nRss:  2048 kB\nPss:  1024 kB\nPss_Anon: 5 kB\n"))
        .isEqualTo(1 << 20);
    assertThatThrownBy(() -> Memory.pss("Rss: 1 kB")).hasMessageContaining("Pss");
  }

  @Test
  void aDemosProcessesAreWrittenDownInItsOwnFolder() {
    var data = Path.of("data");
    assertThat(Heed.folder(List.of("demo", "--stay"), data, 18_080))
        .isEqualTo(Path.of("data/demo-18080"));
    assertThat(Heed.folder(List.of("up"), data, 18_080)).isEqualTo(data);
  }
}
