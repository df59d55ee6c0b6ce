package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void theProportionalSetSizeIsReadAsBytes() throws IOException {
    assertThat(Memory.pss("00400000-7fff [rollup]\nRss:  2048 kB\nPss:  1024 kB\nPss_Anon: 5 kB\n"))
        .isEqualTo(1 << 20);
    assertThatThrownBy(() -> Memory.pss("Rss: 1 kB")).hasMessageContaining("Pss");
  }
}
