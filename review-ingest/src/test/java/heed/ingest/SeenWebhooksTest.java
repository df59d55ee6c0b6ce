package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenWebhooksTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void knowsWhatWasTakenOfThisSourceOnly() {
    var seen = new SeenWebhooks(10);
    seen.remember("judgeme", "1", NOW);
    assertThat(seen.seen("judgeme", "1", NOW)).isTrue();
    assertThat(seen.seen("judgeme", "2", NOW)).isFalse();
    assertThat(seen.seen("yotpo", "1", NOW)).isFalse();
  }

  @Test
  void forgetsWhatNoTimestampCouldMakeGoodAnyMore() {
    var seen = new SeenWebhooks(10);
    seen.remember("judgeme", "1", NOW);
    assertThat(seen.seen("judgeme", "1", NOW.plus(SeenWebhooks.KEPT))).isTrue();
    assertThat(seen.seen("judgeme", "1", NOW.plus(SeenWebhooks.KEPT).plusMillis(1))).isFalse();
    seen.remember("judgeme", "2", NOW.plus(SeenWebhooks.KEPT).plusMillis(1));
    assertThat(seen.size()).isEqualTo(1);
  }

  @Test
  void forgetsTheOldestWhenThereAreTooMany() {
    var seen = new SeenWebhooks(3);
    for (var i = 1; i <= 5; i++) {
      seen.remember("judgeme", "" + i, NOW);
    }
    assertThat(seen.size()).isEqualTo(3);
    assertThat(seen.seen("judgeme", "2", NOW)).isFalse();
    assertThat(seen.seen("judgeme", "3", NOW)).isTrue();
  }
}
