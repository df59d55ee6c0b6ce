package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.metrics.KpiEventsResource.Changed;
import heed.metrics.KpiEventsResource.Reader;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewsTest {
  private final News news = new News();

  private Reader reader(String... storefronts) {
    return new Reader(news, storefronts.length == 0 ? null : Set.of(storefronts));
  }

  @Test
  void aReaderHearsOnlyWhatCameAfterIt() {
    news.heard("early");
    var reader = reader();
    assertThat(reader.read(0)).isNull();
    news.heard("late");
    assertThat(reader.read(1)).isEqualTo(new Changed(Set.of("late")));
    assertThat(reader.read(100)).isNull();
  }

  @Test
  void aChangeIsToldAtOnceAndWhatFollowsTogetherASecondLater() {
    var reader = reader();
    news.heard("a");
    assertThat(reader.read(0)).isEqualTo(new Changed(Set.of("a")));
    news.heard("a");
    news.heard("b");
    for (var tick = 1L; tick < KpiEventsResource.QUIET_TICKS; tick++) {
      assertThat(reader.read(tick)).isNull();
    }
    assertThat(reader.read(KpiEventsResource.QUIET_TICKS)).isEqualTo(new Changed(Set.of("a", "b")));
  }

  @Test
  void nobodyHearsOfAStorefrontThatIsNotTheirs() {
    var reader = reader("mine");
    news.heard("theirs");
    assertThat(reader.read(0)).isNull();
    news.heard("mine");
    assertThat(reader.read(1)).isEqualTo(new Changed(Set.of("mine")));
  }

  @Test
  void afterAGapAnythingMayHaveMoved() {
    var reader = reader("mine");
    news.heard("mine");
    news.missed();
    assertThat(reader.read(0)).isEqualTo(new Changed(null));
    assertThat(reader.read(50)).isNull();
  }

  /** However seldom one looks: every storefront that moved is told, and none that did not. */
  @Property
  void nothingIsLostAndNothingIsMadeUp(
      @ForAll java.util.List<@IntRange(max = 9) Integer> moves,
      @ForAll @IntRange(min = 1, max = 7) int every) {
    var reader = reader();
    var told = new TreeSet<String>();
    var moved = new TreeSet<String>();
    var tick = 0L;
    for (var move : moves) {
      news.heard("shop-" + move);
      moved.add("shop-" + move);
      if (++tick % every == 0) {
        var changed = reader.read(tick * KpiEventsResource.QUIET_TICKS);
        assertThat(changed == null ? Set.of() : changed.storefronts()).isSubsetOf(moved);
        told.addAll(changed == null ? Set.of() : changed.storefronts());
      }
    }
    var last = reader.read((tick + 1) * KpiEventsResource.QUIET_TICKS);
    told.addAll(last == null ? Set.of() : last.storefronts());
    assertThat(told).isEqualTo(moved);
  }
}
